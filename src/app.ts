import compression from 'compression';
import express, { type Express } from 'express';
import { createSessions } from './accounts';
import type { Deps } from './deps';
import { type Gate, routesOf } from './routes';
import { serveAssets } from './web/assets';
import { csrfGuard } from './web/csrf';
import { errorAnswers, noSuchPage } from './web/error-page';
import { frames } from './web/frame';
import { mount } from './web/route';
import { securityHeaders } from './web/security';
import { healthRoutes } from './web/health';
import { readUploads } from './web/upload';
import { placesOf } from './places';

/** The site: what every request passes through, then the routes of every feature, then what is said when none answers. */
export function createApp(deps: Deps): Express {
  const { db, config, secrets, log } = deps;
  const gate: Gate = { sessions: createSessions(db, secrets.sessionSecret) };
  const app = express();
  app.disable('x-powered-by');
  // No page is kept by a browser (see below), so none needs a tag to be asked about again.
  app.disable('etag');
  app.set('trust proxy', config.proxies);
  app.locals['db'] = db;
  app.locals['publicUrl'] = config.publicUrl;

  app.use(serveAssets());
  app.use(securityHeaders());
  mount(app, healthRoutes(db));
  app.use(compression());
  app.use(express.urlencoded({ extended: false, limit: '200kb', parameterLimit: 2000 }));
  app.use((_req, res, next) => {
    // Every page is somebody's: no shared cache, and no copy on a borrowed phone.
    res.set('Cache-Control', 'private, no-store');
    next();
  });
  app.use(...gate.sessions.handlers);
  app.use(frames(config.mode === 'example', placesOf));
  app.use(readUploads);
  app.use(csrfGuard);

  mount(app, routesOf(deps, gate));
  app.use(noSuchPage);
  app.use(errorAnswers(log));
  return app;
}
