import connectPgSimple from 'connect-pg-simple';
import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import passport from 'passport';
import { Strategy as LocalStrategy } from 'passport-local';
import type pg from 'pg';
import type { Db } from '../db/db';
import { listenTo, notify } from '../db/listen';
import { digestOf } from '../ids';
import { KnownPeople } from './known-people';
import { isRightPassword } from './password';
import type { Person } from './person';
import { findPerson, findSignIn } from './queries';
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
  /** Reads these people anew at their next request, on this process; on another it may take five seconds. */
  readonly forget: (...ids: readonly string[]) => void;
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
  const known = new KnownPeople(db);
  const authenticator = authenticatorFor(db, known);
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
    forget: (...ids) => known.forget(ids),
  };
}

function authenticatorFor(db: Db, known: KnownPeople): passport.Authenticator {
  const authenticator = new passport.Passport();
  authenticator.use(
    new LocalStrategy({ usernameField: 'email' }, (email, password, done) => {
      void findByPassword(db, email, password).then((person) => done(null, person ?? false), done);
    }),
  );
  authenticator.serializeUser((person, done) => done(null, person.id));
  authenticator.deserializeUser((id: string, done) => {
    void known.find(id).then((person) => done(null, person ?? false), done);
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

/**
 * Waits until what this request put into its session is written. Before a redirect to a page that shows it: the head of
 * an answer leaves before its session is saved, and the next request may reach another process.
 */
export function keepSession(req: Request): Promise<void> {
  return new Promise((done, failed) => {
    req.session.save((error: unknown) => (error ? failed(asError(error)) : done()));
  });
}

/** Ends this session; what it left open on any process (a stream of events) is told, and ends too. */
export async function endSession(req: Request): Promise<void> {
  const topic = topicOf(req);
  await new Promise<void>((done, failed) => {
    req.session.destroy((error: unknown) => (error ? failed(asError(error)) : done()));
  });
  await notify(req.app.locals['db'] as Db, topic);
}

/** Calls `leave` when this session signs out, on whatever process, until the answer is called. */
export function onSignOut(req: Request, leave: () => void): () => void {
  return listenTo(req.app.locals['db'] as Db, topicOf(req), () => {
    // A connection that was lost and found wakes everybody: only a session that is gone has signed out.
    if (req.sessionStore instanceof RememberingStore) req.sessionStore.forget(req.sessionID);
    req.sessionStore.get(req.sessionID, (error: unknown, session) => {
      if (!error && !session) leave();
    });
  });
}

/** A session's own id would open the account: only its digest travels. */
function topicOf(req: Request): string {
  return `session ${digestOf(req.sessionID)}`;
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
