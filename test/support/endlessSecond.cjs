// Loaded before a program (node --require): a pause of about a second never ends by itself, and the program says that it has begun.
const timers = require('node:timers');
const promises = require('node:timers/promises');

const longest = 2 ** 31 - 1;
const stretched = (milliseconds) => {
  if (!(milliseconds >= 900 && milliseconds <= 1000)) return milliseconds;
  process.stderr.write('a second is waited for\n');
  return longest;
};
for (const each of [timers, globalThis]) {
  const { setTimeout } = each;
  each.setTimeout = (call, milliseconds, ...rest) => setTimeout(call, stretched(milliseconds), ...rest);
}
const { setTimeout } = promises;
promises.setTimeout = (milliseconds, ...rest) => setTimeout(stretched(milliseconds), ...rest);
