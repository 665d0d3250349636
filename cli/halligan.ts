import { realpathSync } from 'node:fs';
import { answerTo, cannotGoOn } from './answer-to.ts';

const { exit, stdout, stderr } = await answerTo(process.argv.slice(2), realpathSync(process.argv[1] ?? '')).catch(cannotGoOn);
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = exit;
