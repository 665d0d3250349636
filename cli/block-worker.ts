/** A thread that judges blocks of a long log, one after another. */
import { parentPort } from 'node:worker_threads';
import { type EntryBlock, judgeBlock } from '../shared/log/verify/entry-block.ts';
import { LOG_CRYPTO } from './log-crypto.ts';

parentPort?.on('message', (block: EntryBlock) => parentPort?.postMessage(judgeBlock(block, LOG_CRYPTO)));
