/** The way to the collector. None of it keeps anybody from anything: the log is kept here and sent later. */
const LATER = 'Nothing to do. The log is kept here, and sent when it can be.';

export const networkErrors = {
  'network.bad_address': {
    says: 'This is not the address of a collector.',
    fix: 'It looks like https://collector.example, with a port where there is one.',
  },
  'network.none': { says: 'This machine has no network.', fix: LATER },
  'network.name_unknown': {
    says: 'The collector’s name was not found.',
    fix: 'Check the address. If it is right, the network’s name service does not know it: the log is sent when it does.',
  },
  'network.refused': {
    says: 'The network is there, but the collector does not run.',
    fix: 'Nothing to do here. If it lasts, tell the people who run it. The log is kept, and sent when it can be.',
  },
  'network.timed_out': { says: 'The collector did not answer in time.', fix: LATER },
  'network.cut': { says: 'The connection to the collector was cut.', fix: LATER },
  'network.portal': {
    says: 'A sign-in page of this network answered in place of the collector.',
    fix: 'Sign in to the network with a browser, or use another network. Nothing was sent.',
  },
  'network.wrong_certificate': {
    says: 'Somebody else answered in place of the collector, with another key. Nothing was sent.',
    fix: 'Use another network. If it happens there too, compare the six words with the people who run the collector.',
  },
  'network.bad_answer': { says: 'The collector’s answer cannot be read.', fix: 'Check that both are of the same version.' },
} as const;
