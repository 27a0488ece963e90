import assert from 'node:assert/strict';
import { CauseScenario, warnings } from '../../support/causes/causeScenario.ts';
import { buildC, buildGo, type ClientCase, testClients } from '../../support/causes/clientCase.ts';
import { lacking } from '../../support/causes/lacking.ts';
import { Namespace } from '../../support/namespace.ts';
import { nodePath } from '../../support/paths.ts';
import { skipWhere } from '../../support/skipWhere.ts';

/** The programs of the guide as other people write them: constants, other calls of the library, folders, other ports. */
const cases: readonly ClientCase[] = [
  {
    title: 'Python: constants, a class in a package, and a guard for main',
    file: 'shop/stock.py',
    files: {
      'run.py':
        "import sys\nfrom shop.stock import main\n\nif __name__ == '__main__':\n    main(sys.argv[1:])\n",
      'shop/__init__.py': '',
    },
    fault: `import os
import sys
import time

import requests

HOST = os.environ.get('STOCK_HOST', '127.0.0.2')
PORT = 9310
BASE = f'http://{HOST}:{PORT}'


class Stock:
    def create_order(self, item):
        return requests.post(BASE + '/orders', json={'item': item}) if item < 0 else self.look(item)

    def look(self, item):
        with requests.Session() as session:
            answer = session.get(f'{BASE}/items/{item}', timeout=5)
            return answer.json()


def main(args):
    stock = Stock()
    for item in range(190):
        stock.create_order(item)
    print('done', flush=True)
    time.sleep(600)
`,
    line: 17,
    cause: 'py-client-per-call',
    port: 9310,
    command: ['python3', 'run.py'],
    needs: 'python3-requests',
  },
  {
    title: 'Python: a function imported by its name, and an address on the command line',
    file: 'ask.py',
    fault: `import sys, time
from requests import get

def ask(url):
    return get(url).json()

if __name__ == '__main__':
    for _ in range(190):
        ask(sys.argv[1])
    print('done', flush=True)
    time.sleep(600)
`,
    line: 5,
    cause: 'py-module-call',
    port: 9311,
    command: ['python3', 'ask.py', 'http://127.0.0.2:9311/price'],
    needs: 'python3-requests',
  },
  {
    title: 'Node.js: options in a variable',
    file: 'src/stock.js',
    fault: `const { request } = require('node:http');

const options = {
  hostname: '127.0.0.2',
  port: 9312,
  path: '/price',
  agent: false,
};

function price() {
  return new Promise((resolve, reject) => {
    const call = request(options, (answer) => {
      answer.on('data', () => {});
      answer.on('end', resolve);
    });
    call.on('error', resolve);
    call.end();
  });
}

(async () => {
  for (let at = 0; at < 190; at += 1) await price();
  console.log('done');
  setTimeout(() => 0, 600_000);
})();
`,
    line: 7,
    cause: 'js-agent-off',
    port: 9312,
    command: [nodePath, 'src/stock.js'],
    needs: nodePath,
  },
  {
    title: 'Node.js: an agent for each request',
    file: 'stock.mjs',
    fault: `import http from 'node:http';

const HOST = '127.0.0.2';
const PORT = 9313;

function price() {
  const agent = new http.Agent({ keepAlive: true });
  return new Promise((resolve) => {
    http.get({ host: HOST, port: PORT, path: '/', agent }, (answer) => answer.resume().on('end', resolve)).on('error', resolve);
  });
}

for (let at = 0; at < 190; at += 1) await price();
console.log('done');
setTimeout(() => 0, 600_000);
`,
    line: 7,
    cause: 'js-agent-per-call',
    port: 9313,
    command: [nodePath, 'stock.mjs'],
    needs: nodePath,
  },
  {
    title: 'Go: a clone of the default transport in a method',
    file: 'stock.go',
    fault: `package main

import (
	"fmt"
	"io"
	"net/http"
	"time"
)

const (
	host = "127.0.0.2"
	port = 9314
)

type shop struct{}

func (s *shop) price(item int) (string, error) {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	client := &http.Client{Transport: transport, Timeout: 5 * time.Second}
	resp, err := client.Get(fmt.Sprintf("http://%s:%d/items/%d", host, port, item))
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	return string(text), err
}

func main() {
	s := &shop{}
	for i := 0; i < 190; i++ {
		s.price(i)
	}
	fmt.Println("done")
	time.Sleep(600 * time.Second)
}
`,
    line: 18,
    cause: 'go-transport-per-call',
    port: 9314,
    command: ['./app'],
    needs: 'go',
    prepare: buildGo,
  },
  {
    title: 'Go: a body that only its status is asked of, with a client of the package',
    file: 'stock.go',
    fault: `package main

import (
	"flag"
	"fmt"
	"net/http"
	"time"
)

var client = &http.Client{Timeout: 5 * time.Second}

func available(url string) bool {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return false
	}
	resp, err := client.Do(req)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}

func main() {
	flag.Parse()
	for i := 0; i < 190; i++ {
		available(flag.Arg(0))
	}
	fmt.Println("done")
	time.Sleep(600 * time.Second)
}
`,
    line: 17,
    cause: 'go-body-unread',
    mayLeavePorts: true,
    port: 9315,
    command: ['./app', 'http://127.0.0.2:9315/'],
    needs: 'go',
    prepare: buildGo,
  },
  {
    title: 'Java: a client of a builder, by var',
    file: 'Stock.java',
    fault: `import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

public class Stock {
  private static final String HOST = "127.0.0.2";
  private static final int PORT = 9316;

  String price(int item) throws Exception {
    var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    var request = HttpRequest.newBuilder(URI.create("http://" + HOST + ":" + PORT + "/items/" + item)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  public static void main(String[] args) throws Exception {
    var stock = new Stock();
    for (int i = 0; i < 190; i++) stock.price(i);
    System.out.println("done");
    Thread.sleep(600_000);
  }
}
`,
    line: 12,
    cause: 'java-client-per-call',
    port: 9316,
    command: ['java', 'Stock.java'],
    needs: 'java-compiler',
  },
  {
    title: 'Ruby: the URI is a constant',
    file: 'stock.rb',
    fault: `require 'net/http'
require 'json'

STOCK = URI('http://127.0.0.2:9317/price')

class Stock
  def price
    JSON.parse(Net::HTTP.get(STOCK))
  end
end

stock = Stock.new
190.times { stock.price }
puts 'done'
$stdout.flush
sleep 600
`,
    line: 8,
    cause: 'rb-net-http',
    port: 9317,
    command: ['ruby', 'stock.rb'],
    needs: 'ruby',
  },
  {
    title: 'C: bind before connect, in an if, with macros',
    file: 'app.c',
    fault: `#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PEER "127.0.0.2"
#define PORT 9318

static int open_one(void) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in local, peer;
  memset(&local, 0, sizeof local);
  memset(&peer, 0, sizeof peer);
  local.sin_family = peer.sin_family = AF_INET;
  local.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  peer.sin_port = htons(PORT);
  inet_pton(AF_INET, PEER, &peer.sin_addr);
  if (bind(fd, (struct sockaddr *)&local, sizeof local) == -1) {
    perror("bind");
    return -1;
  }
  return connect(fd, (struct sockaddr *)&peer, sizeof peer);
}

int main(void) {
  for (int i = 0; i < 80; i++) open_one();
  puts("done");
  fflush(stdout);
  sleep(600);
  return 0;
}
`,
    line: 20,
    cause: 'c-bind-first',
    mayLeavePorts: true,
    port: 9318,
    command: ['./app'],
    needs: 'c-compiler',
    prepare: buildC,
  },
];

describe('the line that uses up ports, as other people write it', function () {
  this.timeout(90_000);
  before(function () {
    skipWhere(this, Namespace.unavailable() ?? lacking('python3'));
  });

  testClients(cases);

  it('Shell: a script that is no product, but runs now', async function () {
    skipWhere(this, lacking('curl'));
    const loop = `#!/bin/sh
HOST=127.0.0.2
PORT=9319
for turn in $(seq 1 190); do
  curl -s -o /dev/null "http://$HOST:$PORT/price"
done
echo done
sleep 600
`;
    await using scenario = await CauseScenario.begin({
      'scripts/load.sh': loop,
      'app.py': 'import requests\n',
    });
    await scenario.startBackend(9319);
    await scenario.work('sh', ['scripts/load.sh']);
    const sites = await scenario.causes();
    assert.deepEqual(
      warnings(sites),
      ['scripts/load.sh:5 sh-curl-loop'],
      JSON.stringify(sites, undefined, 1),
    );
    assert.deepEqual(await scenario.causes('--no-live'), []);
  });

  it('Python: a probe without data, as often as it can', async () => {
    const probe = (pause: string): string =>
      `import socket, time\n\nHOST = '127.0.0.2'\nPORT = 9320\n\ndef alive():\n    try:\n        with socket.create_connection((HOST, PORT), timeout=1):\n            return True\n    except OSError:\n        return False\n\nfor turn in range(190):\n    alive()\n    time.sleep(${pause})\nprint('done', flush=True)\ntime.sleep(600)\n`;
    await using scenario = await CauseScenario.begin({ 'watchdog.py': probe('0') });
    await scenario.startBackend(9320);
    await scenario.work('python3', ['watchdog.py']);
    const sites = await scenario.causes();
    assert.deepEqual(warnings(sites), ['watchdog.py:8 probe'], JSON.stringify(sites, undefined, 1));
  });
});
