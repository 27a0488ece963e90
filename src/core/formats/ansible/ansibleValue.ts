/** As Ansible hands a plain scalar of YAML 1.1 to its module. Source: ansible-core 2.14, each form run into a file. */
export function ansibleValue(plain: string): string {
  const text = plain.trim();
  if (/^(?:y|yes|true|on)$/i.test(text) && text !== 'y' && text !== 'Y') return '1';
  if (/^(?:n|no|false|off)$/i.test(text) && text !== 'n' && text !== 'N') return '0';
  const digits = text.replaceAll('_', '');
  if (/^[-+]?0[0-7]+$/.test(digits)) return String(parseInt(digits, 8));
  if (/^[-+]?0x[\da-f]+$/i.test(digits)) return String(parseInt(digits, 16));
  if (/^[-+]?0b[01]+$/.test(digits)) return String(parseInt(digits.replace('0b', ''), 2));
  if (/^[-+]?\d[\d_]*$/.test(text) && text.includes('_')) return digits;
  // Sexagesimal numbers.
  if (/^[-+]?[1-9]\d*(?::[0-5]?\d)+$/.test(text))
    return String(text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0));
  return text;
}
