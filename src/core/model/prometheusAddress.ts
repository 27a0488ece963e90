import { failure, ok, type Outcome } from './outcome.ts';
import { visible } from './plainText.ts';

/** Where Prometheus is reached. */
export interface PrometheusAddress {
  /** In one form, without a slash at the end: `https://prometheus.example:9090/prom`. */
  readonly url: string;
  /** What people call it: `prometheus.example:9090/prom`. */
  readonly label: string;
  /** Whether a token may be sent there: only over TLS, or without leaving this machine. */
  readonly mayCarryToken: boolean;
}

/** This machine only. A name is not enough: whoever answers for DNS says where it leads, except for `localhost`. */
const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Reads the address that a browser would open. Never throws; the failure says what is wrong. */
export function parsePrometheusAddress(text: string): Outcome<PrometheusAddress> {
  const trimmed = text.trim();
  const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    return wrong(`“${visible(trimmed).slice(0, 80)}” is not the address of a Prometheus.`);
  // Settings and the arguments of a program can be read by others.
  if (url.username !== '' || url.password !== '')
    return wrong('The address contains a user name or a password, which others could read there.');
  if (url.search !== '' || url.hash !== '')
    return wrong('The address contains a query or a fragment, which Prometheus does not need.');
  const path = url.pathname.replace(/\/+$/, '');
  return ok({
    url: `${url.origin}${path}`,
    label: `${url.origin.replace(/^https?:\/\//, '')}${path}`,
    mayCarryToken: url.protocol === 'https:' || loopback.test(url.hostname),
  });
}

function wrong(message: string): Outcome<never> {
  return failure(
    'failed',
    'prometheus-bad-address',
    message,
    'Enter an address such as https://prometheus.example:9090.',
  );
}
