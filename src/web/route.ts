import type { Application, Request, Response } from 'express';

/**
 * Who may come in. `admit` throws NotFound or Forbidden (or sends a visitor to sign in by throwing SignInFirst), and
 * may keep what it fetched on the request for the handler. `name` is what the authorization matrix is written in.
 */
export interface Permission {
  readonly name: string;
  admit(req: Request): Promise<void> | void;
}

export interface Route {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly permission: Permission;
  readonly handle: (req: Request, res: Response) => Promise<void> | void;
}

export function get(path: string, permission: Permission, handle: Route['handle']): Route {
  return { method: 'get', path, permission, handle };
}

export function post(path: string, permission: Permission, handle: Route['handle']): Route {
  return { method: 'post', path, permission, handle };
}

/** The only way a route enters the product: admitted by its permission, then handled. */
export function mount(app: Application, routes: readonly Route[]): void {
  for (const route of routes) {
    app[route.method](route.path, async (req, res) => {
      await route.permission.admit(req);
      await route.handle(req, res);
    });
  }
}
