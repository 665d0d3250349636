/** The collector in a process of its own, to be killed: its folder is the argument, its port the first line that it prints. */
import { RunningCollector } from './running-collector.ts';

const running = await RunningCollector.start(process.argv[2] ?? '');
process.stdout.write(`${running.port}\n`);
