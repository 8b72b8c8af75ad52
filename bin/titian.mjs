#!/usr/bin/env node
// The command-line program: builds what is stale, then runs the command in this very process, so that signals reach it.
import { createRequire } from 'node:module';
import { build } from './build.mjs';

try {
  build();
} catch (error) {
  console.error(`Titian cannot be built: ${error.message}`);
  process.exit(1);
}
const { main } = createRequire(import.meta.url)('../dist/src/cli.js');
process.exitCode = await main(process.argv.slice(2));
