/** Before each file of unit tests: fast-check begins from the seed of the run, wherever a property names none itself. */
import fc from 'fast-check';
import { testSeed } from './seed.ts';

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: testSeed() });
