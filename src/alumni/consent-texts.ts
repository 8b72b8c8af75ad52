import { hashOf } from '../canonical';
import { wordsIn } from '../words';
import { type ConsentField, consentFields } from './profile';

export interface ConsentText {
  /** Of the sentence and of the purpose above it, so that no change of either can be forgotten. */
  readonly version: string;
  readonly words: string;
}

let texts: ReadonlyMap<ConsentField, ConsentText> | undefined;

/** What is agreed to, field by field. The English words are the ones that count. */
export function consentTexts(): ReadonlyMap<ConsentField, ConsentText> {
  if (texts) return texts;
  const t = wordsIn('en');
  const purpose = t('alumni.consentPurpose');
  texts = new Map(
    consentFields.map((field) => {
      const words = t(`alumni.consent.${field}`);
      return [field, { version: hashOf({ purpose, words }).slice(0, 12), words }];
    }),
  );
  return texts;
}

/** The text of one field. */
export function consentText(field: ConsentField): ConsentText {
  const text = consentTexts().get(field);
  if (!text) throw new Error(`There is no consent text for "${field}".`);
  return text;
}

/** All texts as one: a form carries it, so that nobody agrees to words that were not on the page. */
export function consentEdition(): string {
  return hashOf([...consentTexts().values()].map(({ version }) => version)).slice(0, 12);
}
