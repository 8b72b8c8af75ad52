declare module 'linebreak' {
  /** Line break opportunities by UAX #14: `position` is the index of the first code unit of the next line. */
  export default class LineBreaker {
    constructor(text: string);
    nextBreak(): { readonly position: number; readonly required: boolean } | null;
  }
}
