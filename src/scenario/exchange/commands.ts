import type { Clock } from '../../clock';
import type { Command } from '../../command';
import { exportCommand } from './commands-export';
import { importCommand } from './commands-import';

/** `titian scenario import` and `titian scenario export`. */
export function exchangeCommands(clock: Clock): readonly Command[] {
  return [importCommand, exportCommand(clock)];
}
