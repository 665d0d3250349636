import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answerTo, cannotGoOn } from '../../cli/answer-to.ts';
import { importCommand } from '../../collector/carry/import-command.ts';
import { printable } from '../../shared/log/verify/printable.ts';
import { tempFolder } from '../harness/base/temp-folder.ts';
import { RunningCollector } from '../harness/collector/running-collector.ts';
import { CORPUS } from '../harness/collector/syslog-corpus.ts';
import { sampleLog } from '../harness/log/sample-log.ts';
import { filesOf, writeFiles } from './export-files.ts';

/** What moves a cursor, hides, turns or breaks a line. */
const STEERS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

function linesOf({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): string[] {
  return `${stdout}${stderr}`.split('\n');
}

// T20
test(`T20: none of ${CORPUS.length} hostile values steers a terminal`, async () => {
  using folder = tempFolder();
  const logs = join(folder.path, 'export');
  writeFiles(logs, filesOf(sampleLog()));
  for (const { value } of CORPUS) {
    expect(printable(value)).not.toMatch(STEERS);
    for (const args of [
      ['verify', value],
      ['inspect', value],
      [value, logs],
      ['verify', logs, '--anchor', value],
      ['verify', logs, '--vkey', value],
      ['verify', logs, '--policy', value],
      ['verify', logs, `--${value}`],
    ]) {
      for (const line of linesOf(await answerTo(args, '').catch(cannotGoOn))) expect(line, JSON.stringify(args)).not.toMatch(STEERS);
    }
  }
});

test('T20: nor at the collector, where a file is named by it', async () => {
  const running = await RunningCollector.start();
  try {
    for (const { value } of CORPUS.slice(0, 60)) {
      const { text } = await importCommand(running.collector, { file: `/nowhere/${value.replaceAll('\0', '')}`, receipt: null });
      for (const line of text.split('\n')) expect(line).not.toMatch(STEERS);
    }
  } finally {
    await running.end();
  }
});
