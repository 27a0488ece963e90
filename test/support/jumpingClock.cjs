// Loaded before a program (node --require). JUMP=forth-and-back: its time of day jumps by a day each time that it looks. Otherwise
// the time is off, after the first look, by as many milliseconds as the file $JUMP says.
const { readFileSync } = require('node:fs');

const timeOfDay = Date.now;
const day = 86_400_000;
const { JUMP } = process.env;
let looks = 0;
const offset = () => {
  if (JUMP === 'forth-and-back') return looks % 2 === 0 ? day : -day;
  return looks === 0 ? 0 : Number(readFileSync(JUMP, 'utf8'));
};
Date.now = () => {
  const time = timeOfDay() + offset();
  looks++;
  return time;
};
