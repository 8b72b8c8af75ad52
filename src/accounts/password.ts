import { hash, verify } from '@node-rs/argon2';

// argon2id is the library's default algorithm. OWASP ASVS 5.0, 11.4.2 and the Password Storage Cheat Sheet: argon2id, 19 MiB, 2 passes, 1 lane.
const cost = { memoryCost: 19456, timeCost: 2, parallelism: 1 } as const;

export const shortestPassword = 12;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost);
}

let nobody: Promise<string> | undefined;

/** Whether the password is right. Without an account the same work is done, so that the answer takes the same time. */
export async function isRightPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  nobody ??= hashPassword('nobody has this password');
  const right = await verify(passwordHash ?? (await nobody), password.normalize('NFKC'));
  return right && passwordHash !== undefined;
}
