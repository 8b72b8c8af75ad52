import { setFlagsFromString } from 'node:v8';
import { warmPress } from './press';

/**
 * What V8 is told where it runs for a second and ends. Each of these holds for the whole process, and each would be wrong
 * where it goes on running.
 */
const brief = [
  // Most code runs for less time than it takes to compile it well.
  '--interrupt-budget=400000',
  '--liftoff-only',
  // Nearly all that is kept is kept to the end: looking for what is not is begun late.
  '--initial-old-space-size=256',
];

/**
 * As `warmPress`, in a program that prints one document and ends: V8 then compiles less and clears memory less often. Never
 * to be called in the server.
 */
export function warmPressAlone(): void {
  for (const flag of brief) setFlagsFromString(flag);
  warmPress();
}
