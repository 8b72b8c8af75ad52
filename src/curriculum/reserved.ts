/**
 * What a module cannot be called: under `…/handbook/` and `…/guide/` these are pages of their own, or are kept for one.
 * A test compares the list with the routes of the product.
 */
export const reservedModuleIds = [
  'agenda',
  'bookmark',
  'changes',
  'contents',
  'glossary',
  'highlights',
  'index',
  'keep',
  'local-notes',
  'new',
  'notes',
  'offline',
  'pages',
  'pdf',
  'preface',
  'print',
  'search',
  'tools',
] as const;
