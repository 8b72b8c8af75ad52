import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * The headers that hold on every page. No script, style, font or call from anywhere but ourselves, none inline.
 * It must work on http://192.168.… too: so no upgrade to https (it would kill the style sheet), HSTS only where the
 * request came by https, and a referrer to ourselves (with `no-referrer` browsers post forms with `Origin: null`).
 */
export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  });
}
