// npm test [-- tests/name.test.ts …]: Jest in this process with the arguments given. Its settings are in jest.config.js.
import { createRequire } from 'node:module';

createRequire(import.meta.url)('jest/bin/jest');
