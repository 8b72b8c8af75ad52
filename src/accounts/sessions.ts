import connectPgSimple from 'connect-pg-simple';
import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import passport from 'passport';
import { Strategy as LocalStrategy } from 'passport-local';
import type pg from 'pg';
import type { Db } from '../db/db';
import { isRightPassword } from './password';
import type { Person } from './person';
import { findPerson, findSignIn } from './queries';
import { Recent } from './recent';
import { RememberingStore } from './session-store';

declare module 'express-session' {
  interface SessionData {
    /** The person a half-filled join form will make: a form sent twice makes one person. */
    joining?: string;
    /** A rejoin secret, kept until its card has been shown once. */
    card?: { workshopId: string; secret: string };
  }
}

const month = 30 * 24 * 60 * 60 * 1000;

export interface Sessions {
  readonly handlers: readonly RequestHandler[];
  /** Checks the e-mail address and password of a sign-in form; undefined when they open no account. */
  personByPassword(req: Request): Promise<Person | undefined>;
}

/** Sessions in PostgreSQL, and the person behind each. The cookie is Secure only where the request came by https. */
export function createSessions(db: Db, secret: string): Sessions {
  const PgStore = connectPgSimple(session);
  const lasting = new PgStore({
    pool: poolOver(db),
    tableName: 'sessions',
    disableTouch: true,
    pruneSessionInterval: false,
  });
  const store = new RememberingStore(lasting);
  const cookie = { httpOnly: true, sameSite: 'lax', secure: 'auto', maxAge: month } as const;
  const authenticator = authenticatorFor(db);
  return {
    handlers: [
      session({ name: 'titian', secret, store, resave: false, saveUninitialized: false, cookie }),
      authenticator.initialize() as RequestHandler,
      authenticator.session() as RequestHandler,
    ],
    personByPassword: (req) =>
      new Promise((done, failed) => {
        const check = authenticator.authenticate('local', (error: unknown, person: Person | false) => {
          if (error) failed(asError(error));
          else done(person || undefined);
        }) as RequestHandler;
        void check(req, {} as never, (error: unknown) => failed(asError(error)));
      }),
  };
}

function authenticatorFor(db: Db): passport.Authenticator {
  const authenticator = new passport.Passport();
  authenticator.use(
    new LocalStrategy({ usernameField: 'email' }, (email, password, done) => {
      void findByPassword(db, email, password).then((person) => done(null, person ?? false), done);
    }),
  );
  authenticator.serializeUser((person, done) => done(null, person.id));
  const recent = new Recent<Person>(5_000, 5_000);
  authenticator.deserializeUser((id: string, done) => {
    const known = recent.get(id);
    if (known) {
      done(null, known);
      return;
    }
    void findPerson(db, id).then((person) => {
      if (person) recent.set(id, person);
      done(null, person ?? false);
    }, done);
  });
  return authenticator;
}

async function findByPassword(db: Db, email: string, password: string): Promise<Person | undefined> {
  const signIn = await findSignIn(db, email);
  const right = await isRightPassword(signIn?.passwordHash, password);
  return right && signIn ? findPerson(db, signIn.personId) : undefined;
}

/** Begins a session for this person under a new id, so that an id known before is worth nothing. */
export function startSession(req: Request, person: Person): Promise<void> {
  return new Promise((done, failed) => {
    req.logIn(person, (error: unknown) => (error ? failed(asError(error)) : done()));
  });
}

export function endSession(req: Request): Promise<void> {
  return new Promise((done, failed) => {
    req.session.destroy((error: unknown) => (error ? failed(asError(error)) : done()));
  });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** The one pool of the product, in the shape that the session store expects. */
function poolOver(db: Db): pg.Pool {
  const query = async (text: string, values: unknown[]): Promise<pg.QueryResult> => {
    const client = db.client as {
      acquireConnection(): Promise<pg.Client>;
      releaseConnection(c: pg.Client): Promise<void>;
    };
    const connection = await client.acquireConnection();
    try {
      return await connection.query(text, values);
    } finally {
      await client.releaseConnection(connection);
    }
  };
  return { query } as unknown as pg.Pool;
}

export function keepSession(req: Request): Promise<void> {
  return new Promise((done, failed) => {
    req.session.save((error: unknown) => (error ? failed(asError(error)) : done()));
  });
}
