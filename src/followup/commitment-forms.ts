import { z } from 'zod';
import { type Commitment, templates } from './commitment';
import { textsOf, typedText } from '../web/form';
import { type Guarded, guarded } from './guard';

export type NewCommitment = Pick<Commitment, 'what' | 'byOn' | 'template'>;

/** `what`, `by` (ISO day, after `today`) and `template`. */
export function commitmentForm(body: unknown, today: string): Guarded<NewCommitment> {
  const typed = textsOf(body);
  const what = typedText(typed['what'] ?? '');
  const byOn = typed['by'] ?? '';
  const template = templates.find((each) => each === typed['template']) ?? 'none';
  const wrong: Record<string, string> = {};
  if (what === '') wrong['what'] = 'commitment.whatMissing';
  if (!z.iso.date().safeParse(byOn).success) wrong['by'] = 'commitment.byMissing';
  else if (byOn < today) wrong['by'] = 'commitment.byPast';
  return guarded(typed, ['what'], wrong, () => ({ what, byOn, template }));
}
