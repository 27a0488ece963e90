import { spawnSync } from 'node:child_process';

/** The class path of OkHttp. */
export const okhttp = '/usr/share/java/okhttp.jar:/usr/share/java/okio.jar';

/** What shows that something is there that is no program of its name: a command that succeeds then, and what brings it. */
const others: Readonly<Record<string, readonly [check: string, from: string]>> = {
  'python3-requests': ['python3 -c "import requests"', "Debian's python3-requests"],
  'python3-redis': ['/usr/bin/python3 -c "import redis"', "Debian's python3-redis"],
  'python3-grpcio': ['/usr/bin/python3 -c "import grpc"', "Debian's python3-grpcio"],
  'ruby-redis': ['ruby -e "require \'redis\'"', "Debian's ruby-redis"],
  okhttp: [`ls ${okhttp.replaceAll(':', ' ')}`, "Debian's libokhttp-java"],
  'curl-headers': ['echo "#include <curl/curl.h>" | cc -E -', "Debian's libcurl4-openssl-dev"],
  'php-fpm': ['ls /usr/sbin/php-fpm*', "Debian's php-fpm"],
  'php-redis': ['"$(ls /usr/sbin/php-fpm* | head -n 1)" -m | grep -qx redis', "Debian's php-redis"],
  // `java App.java` compiles first.
  'java-compiler': ['command -v java && command -v javac', "Debian's default-jdk-headless"],
  // A compiler alone has no headers.
  'c-compiler': ['echo "#include <sys/socket.h>" | cc -E -', "Debian's gcc and libc6-dev"],
};

/** Why a scenario cannot run here: the first of what it needs that this machine lacks; null if it has all. */
export function lacking(...needs: readonly string[]): string | null {
  for (const need of needs) {
    const [check, from] = others[need] ?? [`command -v ${need}`, undefined];
    const { status } = spawnSync('sh', ['-c', `PATH=$PATH:/usr/sbin; ${check}`], { stdio: 'ignore' });
    if (status !== 0) return `${need} is not installed${from === undefined ? '' : ` (${from})`}`;
  }
  return null;
}
