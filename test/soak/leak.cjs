// Loaded into a server to see that its leaks are noticed: of each piece that comes on its standard input it keeps some memory, a
// descriptor and a timer.
const { openSync } = require('node:fs');
const { setInterval } = require('node:timers');

const kept = [];
process.stdin.on('data', () => {
  const timer = setInterval(() => undefined, 1_000_000);
  kept.push({
    numbers: Array.from({ length: 65_536 }, (_, at) => at / 7),
    file: openSync('/dev/null'),
    timer,
  });
});
