/** Processes, borders and the host. */
export const machineErrors = {
  internal: {
    says: 'Something went wrong that should not.',
    fix: 'Nothing was lost. Try once more; if it happens again, restart Halligan and tell whoever looks after it.',
  },
  'strongroom.gone': {
    says: 'The process that holds the secrets ended, so everything was sealed.',
    fix: 'Nothing was lost. Declare again, and gather the custodians once more.',
  },
  'strongroom.timed_out': {
    says: 'The process that holds the secrets does not answer.',
    fix: 'Wait a moment and try again. If it stays so, seal and declare again.',
  },
  'strongroom.bad_envelope': {
    says: 'A value could not be passed on safely inside this machine, so it was not.',
    fix: 'Nothing was shown or stored. Try again.',
  },
  'strongroom.not_ready': { says: 'The strongroom is still starting.', fix: 'Try again in a few seconds.' },
  'call.unknown': { says: 'This part of Halligan does not know what was asked.', fix: 'Restart Halligan.' },
  'call.bad_input': { says: 'What was entered could not be read.', fix: 'Check each field, and shorten what is very long.' },
  'call.bad_output': { says: 'The answer could not be read.', fix: 'Restart Halligan. Nothing was lost.' },
  'call.not_allowed': {
    says: 'The window tried something that it may not do, and was refused.',
    fix: 'Nothing was lost. If you did not do this, seal, close the app, and tell your security team.',
  },
  'call.wrong_sender': {
    says: 'Something other than this window asked, and was refused.',
    fix: 'Nothing to do. It was written to the log.',
  },
  'call.not_now': { says: 'That cannot be done now.', fix: 'Look at the state in the band above: it has changed in the meantime.' },
  'host.no_browser': { says: 'No browser was found to open the window in.', fix: 'Install Chromium, Chrome or Edge, then start again.' },
  'host.window_failed': { says: 'The window could not be opened.', fix: 'Start Halligan again.' },
  'host.clipboard_failed': { says: 'The clipboard did not take it.', fix: 'Nothing was copied. Show the field and type it, or try again.' },
  'host.file_not_written': {
    says: 'The file could not be written.',
    named: '{{path}} could not be written.',
    fix: 'Choose another folder, or check that there is space and that you may write there.',
  },
} as const;
