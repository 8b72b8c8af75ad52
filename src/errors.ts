/**
 * What can go wrong for a reason a person may hear. Anything else is a fault of ours: it is logged under an id and
 * shown as a calm page without detail. `wordKey` names a sentence in `locales/`; `params` fill its gaps.
 */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly wordKey: string,
    readonly params: Readonly<Record<string, string | number>> = {},
  ) {
    super(wordKey);
    this.name = new.target.name;
  }
}

/** There is no such thing, or this person may not know that there is. */
export class NotFound extends Refusal {
  constructor(wordKey = 'error.notFound') {
    super(404, wordKey);
  }
}

/** The person is known, and may see the thing, but not do this with it. */
export class Forbidden extends Refusal {
  constructor(wordKey = 'error.forbidden') {
    super(403, wordKey);
  }
}

/** The thing has moved on since the person last saw it, or a rule of the programme stands against the act. */
export class Conflict extends Refusal {
  constructor(wordKey: string, params: Readonly<Record<string, string | number>> = {}) {
    super(409, wordKey, params);
  }
}

/** The page belongs to somebody who has to sign in first; the answer leads there and back. */
export class SignInFirst extends Refusal {
  constructor() {
    super(401, 'error.signInFirst');
  }
}

/** Wrong too often in a short time, from one address or for one account. */
export class TooOften extends Refusal {
  constructor() {
    super(429, 'error.tooOften');
  }
}
