import { type CauseScenario } from '../../support/causes/causeScenario.ts';
import { buildCurl, buildGo, type ClientCase, testClients } from '../../support/causes/clientCase.ts';
import { lacking, okhttp } from '../../support/causes/lacking.ts';
import { serveGrpc, systemPython } from '../../support/causes/serveGrpc.ts';
import { Namespace } from '../../support/namespace.ts';
import { nodePath } from '../../support/paths.ts';
import { skipWhere } from '../../support/skipWhere.ts';

const count = 190;

async function serveRedis(scenario: CauseScenario, port: number): Promise<void> {
  const args = ['--bind', '127.0.0.2', '--port', String(port), '--save', '', '--dir', scenario.folder];
  scenario.namespace.spawn('redis-server', args, { stdio: 'ignore' });
  await scenario.listening(port);
}

const curl = (top: string, call: string, end = ''): string => `#include <curl/curl.h>
#include <stdio.h>
#include <unistd.h>
static size_t skip(char *text, size_t size, size_t count, void *to) { (void)text; (void)to; return size * count; }
${top}
static int price(int item) {
  (void)item;
${call}
  curl_easy_setopt(handle, CURLOPT_URL, "http://127.0.0.2:9410/price");
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, skip);
  CURLcode result = curl_easy_perform(handle);
${end}
  return result == CURLE_OK;
}

int main(void) {
  for (int item = 0; item < ${String(count)}; item++) price(item);
  puts("done");
  fflush(stdout);
  sleep(600);
  return 0;
}
`;

const grpcTail = `
if __name__ == '__main__':
    for item in range(${String(count)}):
        price(item)
    print('done', flush=True)
    time.sleep(600)
`;

const javaTail = `  public static void main(String[] args) throws Exception {
    var stock = new Stock();
    for (int i = 0; i < ${String(count)}; i++) stock.price(i);
    System.out.println("done");
    Thread.sleep(600_000);
  }
}
`;

const ok = (call: string): string => `import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

public class Stock {
  private static final OkHttpClient CLIENT = new OkHttpClient();

  boolean price(int item) throws Exception {
    Request request = new Request.Builder().url("http://127.0.0.2:9414/price").build();
${call}
  }

${javaTail}`;

const jdk = (call: string): string => `import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class Stock {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  int price(int item) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.2:9415/price")).build();
${call}
  }

${javaTail}`;

const goBody = (close: string): string => `package main

import (
	"fmt"
	"net/http"
	"time"
)

func available() bool {
	resp, err := http.Get("http://127.0.0.2:9417/price")
	if err != nil {
		return false
	}
${close}	return resp.StatusCode == http.StatusOK
}

func main() {
	for i := 0; i < ${String(count)}; i++ {
		available()
	}
	fmt.Println("done")
	time.Sleep(600 * time.Second)
}
`;

const cases: readonly ClientCase[] = [
  {
    title: 'C: a handle of libcurl for each request',
    file: 'app.c',
    fault: curl('', '  CURL *handle = curl_easy_init();', '  curl_easy_cleanup(handle);'),
    mended: curl(
      'static CURL *handle;',
      '  if (!handle) handle = curl_easy_init();\n  else curl_easy_reset(handle);',
    ),
    line: 8,
    cause: 'c-curl',
    port: 9410,
    command: ['./app'],
    needs: ['c-compiler', 'curl-headers'],
    prepare: buildCurl,
  },
  {
    title: 'Python: a client of redis for each call',
    file: 'stock.py',
    fault: `import time
import redis


def count(item):
    r = redis.Redis(host='127.0.0.2', port=9411)
    return r.incr(item)


for item in range(${String(count)}):
    count(item)
print('done', flush=True)
time.sleep(600)
`,
    line: 6,
    cause: 'py-db',
    port: 9411,
    command: [systemPython, 'stock.py'],
    needs: ['redis-server', 'python3-redis'],
    serve: serveRedis,
  },
  {
    title: 'Ruby: a client of redis for each call',
    file: 'stock.rb',
    fault: `require 'redis'

class Stock
  def count(item)
    redis = Redis.new(host: '127.0.0.2', port: 9412)
    redis.incr(item)
    redis.close
  end
end

stock = Stock.new
${String(count)}.times { |item| stock.count(item) }
puts 'done'
$stdout.flush
sleep 600
`,
    mended: `require 'redis'

REDIS = Redis.new(host: '127.0.0.2', port: 9412)

class Stock
  def count(item)
    REDIS.incr(item)
  end
end

stock = Stock.new
${String(count)}.times { |item| stock.count(item) }
puts 'done'
$stdout.flush
sleep 600
`,
    line: 5,
    cause: 'db-per-call',
    port: 9412,
    command: ['ruby', 'stock.rb'],
    needs: ['redis-server', 'ruby', 'ruby-redis'],
    serve: serveRedis,
  },
  {
    title: 'Python: a gRPC channel for each call',
    file: 'stock.py',
    fault: `import time
import grpc


def price(item):
    with grpc.insecure_channel('127.0.0.2:9413') as channel:
        return channel.unary_unary('/shop.Stock/Price')(b'')

${grpcTail}`,
    mended: `import time
import grpc

channel = grpc.insecure_channel('127.0.0.2:9413')


def price(item):
    return channel.unary_unary('/shop.Stock/Price')(b'')

${grpcTail}`,
    line: 6,
    cause: 'grpc-channel-per-call',
    mayLeavePorts: true,
    port: 9413,
    command: [systemPython, 'stock.py'],
    needs: 'python3-grpcio',
    serve: serveGrpc,
  },
  {
    title: 'Java: a response of OkHttp that nobody closes',
    file: 'Stock.java',
    fault: ok(
      '    Response response = CLIENT.newCall(request).execute();\n    return response.isSuccessful();',
    ),
    mended: ok(
      '    try (Response response = CLIENT.newCall(request).execute()) {\n      return response.isSuccessful();\n    }',
    ),
    line: 10,
    cause: 'body-unclosed',
    port: 9414,
    command: ['java', '-cp', okhttp, 'Stock.java'],
    needs: ['java-compiler', 'okhttp'],
  },
  {
    title: 'Java: a stream of java.net.http that nobody reads',
    file: 'Stock.java',
    fault: jdk(
      '    HttpResponse<InputStream> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());\n    return response.statusCode();',
    ),
    mended: jdk(
      '    HttpResponse<InputStream> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());\n    try (InputStream body = response.body()) {\n      body.readAllBytes();\n    }\n    return response.statusCode();',
    ),
    line: 12,
    cause: 'body-unclosed',
    port: 9415,
    command: ['java', 'Stock.java'],
    needs: 'java-compiler',
    // A short body arrives without being asked for.
    serve: (scenario, port) => scenario.startBackend(port, 'python3', 100_000),
  },
  {
    title: 'Java: disconnect after each request',
    file: 'Stock.java',
    fault: `import java.net.HttpURLConnection;
import java.net.URL;

public class Stock {
  int price(int item) throws Exception {
    HttpURLConnection connection = (HttpURLConnection) new URL("http://127.0.0.2:9416/price").openConnection();
    byte[] body = connection.getInputStream().readAllBytes();
    connection.disconnect();
    return body.length;
  }

${javaTail}`,
    line: 8,
    cause: 'java-disconnect',
    port: 9416,
    command: ['java', 'Stock.java'],
    needs: 'java-compiler',
  },
  {
    title: 'Go: a body that is never closed',
    file: 'stock.go',
    fault: goBody(''),
    line: 10,
    cause: 'go-body-unclosed',
    port: 9417,
    command: ['./app'],
    needs: 'go',
    prepare: buildGo,
  },
  {
    title: 'Python: a stream that nobody reads',
    file: 'stock.py',
    fault: `import time
import requests

session = requests.Session()
kept = []


def available(item):
    kept.append(session.get('http://127.0.0.2:9418/price', stream=True))
    return kept[-1].status_code == 200


for item in range(${String(count)}):
    available(item)
print('done', flush=True)
time.sleep(600)
`,
    mended: `import time
import requests

session = requests.Session()


def available(item):
    with session.get('http://127.0.0.2:9418/price', stream=True) as answer:
        answer.content
        return answer.status_code == 200


for item in range(${String(count)}):
    available(item)
print('done', flush=True)
time.sleep(600)
`,
    line: 9,
    cause: 'py-stream',
    port: 9418,
    command: ['python3', 'stock.py'],
    needs: 'python3-requests',
  },
  {
    title: 'Node.js: an answer that nobody reads',
    file: 'stock.js',
    fault: `const http = require('node:http');

const agent = new http.Agent({ keepAlive: true });

function available() {
  return new Promise((resolve) => {
    http.get({ host: '127.0.0.2', port: 9419, path: '/price', agent }, (answer) => {
      resolve(answer.statusCode === 200);
    });
  });
}

(async () => {
  for (let at = 0; at < ${String(count)}; at += 1) await available();
  console.log('done');
  setTimeout(() => 0, 600_000);
})();
`,
    line: 7,
    cause: 'js-unread',
    port: 9419,
    command: [nodePath, 'stock.js'],
    needs: nodePath,
  },
];

describe('the line that uses up ports, by library', function () {
  this.timeout(90_000);
  before(function () {
    skipWhere(this, Namespace.unavailable() ?? lacking('python3'));
  });

  testClients(cases);
});
