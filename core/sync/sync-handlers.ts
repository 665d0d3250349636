import type { Handlers } from '../../shared/contract/handlers.ts';
import { atOnce } from '../session/call-queue.ts';
import type { CollectorService } from './collector-service.ts';

/** The calls about the collector. None waits its turn: nobody waits for a network, nor for a person who chooses a file for it. */
export function syncHandlers(collectors: CollectorService): Pick<Handlers, Extract<keyof Handlers, `collector.${string}`>> {
  return {
    'collector.ask': async (input) => {
      await collectors.ask(input);
      return {};
    },
    'collector.confirm': atOnce((input) => collectors.confirm(input)),
    'collector.leave': atOnce(() => collectors.leave()),
    'collector.tryNow': atOnce(() => collectors.tryNow()),
    'collector.move': atOnce((input) => collectors.move(input)),
    'collector.exportRequest': () => collectors.exportRequest(),
    'collector.importAnswer': () => collectors.importAnswer(),
    'collector.exportBundle': (input) => collectors.exportBundle(input),
    'collector.importReceipt': () => collectors.importReceipt(),
    'collector.readReceipt': (input) => collectors.readReceipt(input),
    'collector.receiptText': () => collectors.receiptText(),
  };
}
