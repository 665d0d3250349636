/** The collector in a process of its own, to be killed: its folder and the address of its database are the arguments, its port the first line that it prints. */
import { RunningCollector } from './running-collector.ts';

const running = await RunningCollector.start(process.argv[2], process.argv[3]);
process.stdout.write(`${running.port}\n`);
