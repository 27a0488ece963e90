/** The name of the command in the npm package. */
export const programName = 'socket-diagnostics';
