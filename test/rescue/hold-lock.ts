/** A process that takes the lock of the folder that it is given, says whether it has it, and waits. */
import { takeInstanceLock } from '../../rescue/instance-lock.ts';

const lock = takeInstanceLock(process.argv[2] ?? '', () => undefined);
process.send?.(lock.isHeld);
setInterval(() => undefined, 1000);
