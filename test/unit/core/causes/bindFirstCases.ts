import { type CauseCase, fault, fine } from './causeCase.ts';

const py = (body: string, imports = 'import socket'): string => `${imports}\ndef call(me, you):\n${body}`;
const cs = (body: string): string =>
  `using System.Net.Sockets;\nclass A {\n  void Call(IPAddress me) {\n${body} } }\n`;
const java = (body: string): string => `class A {\n  void call(InetAddress me) {\n${body} } }\n`;
const rust = (body: string): string => `async fn call(me: IpAddr, you: SocketAddr) -> R {\n${body}}\n`;
const php = (body: string): string => `<?php\nfunction call($me) {\n${body}}\n`;
const ruby = (body: string): string => `class A\n  def call(me)\n${body}  end\nend\n`;
const js = (body: string): string =>
  `const net = require('net');\nconst http = require('http');\nfunction call(me) {\n${body}}\n`;
const go = (body: string): string =>
  `package a\nimport (\n"net"\n"syscall"\n)\nfunc call(me *net.TCPAddr, you *net.TCPAddr) {\n${body}}\n`;

/** Sockets that are bound before they connect, by their own calls and by options of libraries. */
export const bindFirstCases: readonly CauseCase[] = [
  fault(
    'app.py',
    py(
      '    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)\n    s.bind((me, 0))\n    s.connect((you, 80))\n',
    ),
    '4 c-bind-first',
  ),
  fault(
    'app.py',
    py(
      "    with socket.socket() as s:\n        s.bind(('10.0.0.1', 0))\n        if s.connect_ex((you, 80)):\n            return\n",
    ),
    '4 c-bind-first',
  ),
  fault(
    'app.py',
    'import socket\nclass A:\n    def dial(self):\n        self.sock = socket.socket()\n        self.sock.bind((self.ip, 0))\n        self.sock.connect(self.peer)\n',
    '5 c-bind-first',
  ),
  fault(
    'app.py',
    py('    me = ("10.0.0.1", 0)\n    s = socket.socket()\n    s.bind(me)\n    s.connect(you)\n'),
    '5 c-bind-first',
  ),
  // The program names its port, or sets the option; datagrams and sockets of the file system have no TIME_WAIT.
  ...[
    '    s = socket.socket()\n    s.bind((me, 4000))\n    s.connect((you, 80))\n',
    '    s = socket.socket()\n    s.setsockopt(socket.IPPROTO_IP, 24, 1)\n    s.bind((me, 0))\n    s.connect((you, 80))\n',
    '    s = socket.socket()\n    s.setsockopt(socket.IPPROTO_IP, socket.IP_BIND_ADDRESS_NO_PORT, 1)\n    s.bind((me, 0))\n    s.connect((you, 80))\n',
    '    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n    s.bind((me, 0))\n    s.connect((you, 80))\n',
    '    s = socket.socket(socket.AF_UNIX)\n    s.bind(me)\n    s.connect(you)\n',
    '    s = socket.socket()\n    s.bind((me, 0))\n    s.listen()\n    c = socket.socket()\n    c.connect(s.getsockname())\n',
    '    s = socket.socket()\n    s.connect((you, 80))\n',
  ].map((body) => fine('app.py', py(body))),
  // A name may stand for a port of the program's own: only sockets can tell.
  fine('app.py', py('    s = socket.socket()\n    s.bind(me)\n    s.connect(you)\n')),
  fault('app.py', py('    socket.create_connection((you, 80), source_address=(me, 0))\n'), '3 c-bind-first'),
  fault(
    'app.py',
    py("    c = httpx.Client(transport=httpx.HTTPTransport(local_address='10.0.0.1'))\n", 'import httpx'),
    ...['3 c-bind-first'],
  ),
  fault(
    'app.py',
    "from requests_toolbelt.adapters.source import SourceAddressAdapter\nS = requests.Session()\nS.mount('http://', SourceAddressAdapter('10.0.0.1'))\n",
    '3 c-bind-first',
  ),
  fault('app.py', 'import aiohttp\nC = aiohttp.TCPConnector(local_addr=(MINE, 0))\n', '2 c-bind-first'),
  fine('app.py', 'import aiohttp\nC = aiohttp.TCPConnector(local_addr=None)\n'),
  fine('app.py', py('    socket.create_connection((you, 80), source_address=(me, 4000))\n')),
  fine('app.py', py('    httpx.HTTPTransport(local_address=None)\n', 'import httpx')),

  fault(
    'A.cs',
    cs(
      '    var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);\n    s.Bind(new IPEndPoint(me, 0));\n    s.Connect(you);',
    ),
    '5 c-bind-first',
  ),
  fault(
    'A.cs',
    cs('    using var c = new TcpClient(new IPEndPoint(me, 0));\n    c.Connect("10.0.0.5", 8080);'),
    '4 c-bind-first',
  ),
  fault(
    'A.cs',
    cs(
      '    var end = new IPEndPoint(me, 0);\n    var s = new Socket(SocketType.Stream, ProtocolType.Tcp);\n    s.Bind(end);\n    await s.ConnectAsync(you);',
    ),
    '6 c-bind-first',
  ),
  fault(
    'A.cs',
    cs('    request.ServicePoint.BindIPEndPointDelegate = (a, b, c) => new IPEndPoint(me, 0);'),
    '4 c-bind-first',
  ),
  ...[
    '    var s = new Socket(SocketType.Dgram, ProtocolType.Udp);\n    s.Bind(new IPEndPoint(me, 0));\n    s.Connect(you);',
    '    var s = new Socket(SocketType.Stream, ProtocolType.Tcp);\n    s.Bind(new IPEndPoint(me, 4000));\n    s.Connect(you);',
    '    var s = new Socket(SocketType.Stream, ProtocolType.Tcp);\n    s.SetRawSocketOption(0, 24, one);\n    s.Bind(new IPEndPoint(me, 0));\n    s.Connect(you);',
    '    var s = new Socket(SocketType.Stream, ProtocolType.Tcp);\n    s.Bind(new IPEndPoint(me, 0));\n    s.Listen();\n    s.Accept();',
    '    var c = new TcpClient("10.0.0.5", 8080);',
  ].map((body) => fine('A.cs', cs(body))),

  fault(
    'a.rs',
    rust(
      '    let s = TcpSocket::new_v4()?;\n    s.bind(SocketAddr::new(me, 0))?;\n    s.connect(you).await\n',
    ),
    '3 c-bind-first',
  ),
  fault(
    'a.rs',
    rust(
      '    let s = socket2::Socket::new(Domain::IPV4, Type::STREAM, None)?;\n    let local = SocketAddr::new(me, 0);\n    s.bind(&local.into())?;\n    s.connect(&you.into())?;\n',
    ),
    '4 c-bind-first',
  ),
  fault(
    'a.rs',
    'use reqwest::Client;\nfn make(me: IpAddr) -> Client {\n    Client::builder().local_address(me).build().unwrap()\n}\n',
    '3 c-bind-first',
  ),
  fault(
    'a.rs',
    'use hyper_util::client::legacy::connect::HttpConnector;\nfn make(me: IpAddr) -> HttpConnector {\n    let mut h = HttpConnector::new();\n    h.set_local_address(Some(me));\n    h\n}\n',
    '4 c-bind-first',
  ),
  ...[
    '    let s = UdpSocket::bind((me, 0)).await?;\n    s.connect(you).await\n',
    '    let s = socket2::Socket::new(Domain::IPV4, Type::DGRAM, None)?;\n    s.bind(&SocketAddr::new(me, 0).into())?;\n    s.connect(&you.into())?;\n',
    '    let s = TcpSocket::new_v4()?;\n    s.bind(SocketAddr::new(me, 4000))?;\n    s.connect(you).await\n',
    '    let s = TcpSocket::new_v4()?;\n    s.bind(SocketAddr::new(me, 0))?;\n    s.listen(9)\n',
    '    let s = socket2::Socket::new(Domain::IPV4, Type::STREAM, None)?;\n    setsockopt(&s, IP_BIND_ADDRESS_NO_PORT, &1)?;\n    s.bind(&SocketAddr::new(me, 0).into())?;\n    s.connect(&you.into())?;\n',
  ].map((body) => fine('a.rs', rust(body))),
  fine('a.rs', 'use reqwest::Client;\nfn f() -> Client { Client::builder().local_address(None).build() }\n'),

  fault(
    'a.php',
    php(
      '  $s = socket_create(AF_INET, SOCK_STREAM, SOL_TCP);\n  socket_bind($s, $me);\n  socket_connect($s, "10.0.0.5", 8080);\n',
    ),
    '4 c-bind-first',
  ),
  fault(
    'a.php',
    php(
      '  $this->s = socket_create(AF_INET, SOCK_STREAM, SOL_TCP);\n  if (!socket_bind($this->s, $me, 0)) return;\n  socket_connect($this->s, "10.0.0.5", 8080);\n',
    ),
    '4 c-bind-first',
  ),
  ...[
    '  $s = socket_create(AF_INET, SOCK_DGRAM, SOL_UDP);\n  socket_bind($s, $me);\n  socket_connect($s, "10.0.0.5", 8080);\n',
    '  $s = socket_create(AF_INET, SOCK_STREAM, SOL_TCP);\n  socket_bind($s, $me, 4000);\n  socket_connect($s, "10.0.0.5", 8080);\n',
    '  $s = socket_create(AF_INET, SOCK_STREAM, SOL_TCP);\n  socket_set_option($s, IPPROTO_IP, 24, 1);\n  socket_bind($s, $me);\n  socket_connect($s, "10.0.0.5", 8080);\n',
    // PHP sets the option itself.
    '  $c = stream_context_create(["socket" => ["bindto" => "10.0.0.1:0"]]);\n  stream_socket_client("tcp://10.0.0.5:8080", $e, $m, 1, STREAM_CLIENT_CONNECT, $c);\n',
  ].map((body) => fine('a.php', php(body))),

  fault(
    'a.rb',
    ruby(
      "    s = Socket.new(:INET, :STREAM)\n    s.bind(Addrinfo.tcp(me, 0))\n    s.connect(Addrinfo.tcp('10.0.0.5', 80))\n",
    ),
    '4 c-bind-first',
  ),
  fault(
    'a.rb',
    ruby(
      '    s = Socket.new(Socket::AF_INET, Socket::SOCK_STREAM, 0)\n    s.bind(Socket.pack_sockaddr_in(0, me))\n    s.connect_nonblock(you)\n',
    ),
    '4 c-bind-first',
  ),
  fault('a.rb', ruby("    TCPSocket.new('10.0.0.5', 80, me)\n"), '3 c-bind-first'),
  fault('a.rb', ruby("    Socket.tcp('10.0.0.5', 80, '10.0.0.1') { |s| s.write('a') }\n"), '3 c-bind-first'),
  ...[
    "    TCPSocket.new('10.0.0.5', 80)\n",
    "    TCPSocket.new('10.0.0.5', 80, nil)\n",
    "    TCPSocket.new('10.0.0.5', 80, me, 4000)\n",
    "    TCPSocket.new('10.0.0.5', 80, connect_timeout: 5)\n",
    "    s = UDPSocket.new\n    s.bind(me, 0)\n    s.connect('10.0.0.5', 80)\n",
    '    s = Socket.new(:INET, :STREAM)\n    s.setsockopt(Socket::IPPROTO_IP, 24, 1)\n    s.bind(Addrinfo.tcp(me, 0))\n    s.connect(you)\n',
  ].map((body) => fine('a.rb', ruby(body))),

  fault('A.java', java('    Socket s = new Socket("10.0.0.5", 8080, me, 0);'), '3 c-bind-first'),
  fault(
    'A.java',
    `import java.net.http.HttpClient;\nclass A {\n  static final HttpClient C = HttpClient.newBuilder().localAddress(ME).build(); }\n`,
    '3 c-bind-first',
  ),
  fault(
    'A.java',
    'import org.apache.http.client.config.RequestConfig;\nclass A {\n  RequestConfig c = RequestConfig.custom().setLocalAddress(ME).build(); }\n',
    '3 c-bind-first',
  ),
  fault(
    'A.java',
    java(
      '    SocketChannel s = SocketChannel.open();\n    s.bind(new InetSocketAddress(me, 0));\n    s.connect(you);',
    ),
    '4 c-bind-first',
  ),
  ...[
    '    Socket s = new Socket("10.0.0.5", 8080, me, 4000);',
    '    Socket s = new Socket("10.0.0.5", 8080);',
    '    DatagramChannel s = DatagramChannel.open();\n    s.bind(new InetSocketAddress(me, 0));\n    s.connect(you);',
    '    ServerSocket s = new ServerSocket();\n    s.bind(new InetSocketAddress(me, 0));',
  ].map((body) => fine('A.java', java(body))),

  fault('a.js', js("  net.connect({ host: '10.0.0.5', port: 80, localAddress: me });\n"), '4 c-bind-first'),
  fault(
    'a.js',
    js(
      "  const options = { host: '10.0.0.5', port: 80, localAddress: me };\n  return net.connect(options);\n",
    ),
    '4 c-bind-first',
  ),
  fault(
    'a.js',
    js("  const localAddress = me;\n  http.request({ host: '10.0.0.5', localAddress }, done);\n"),
    '5 c-bind-first',
  ),
  fault(
    'a.js',
    "const { Pool } = require('undici');\nconst pool = new Pool('http://10.0.0.5', { connect: { localAddress: '10.0.0.1' } });\n",
    '2 c-bind-first',
  ),
  fault(
    'a.tsx',
    "import http from 'node:http';\nexport const agent = new http.Agent({ keepAlive: true, localAddress: '10.0.0.1' });\n",
    '2 c-bind-first',
  ),
  ...[
    "  net.connect({ host: '10.0.0.5', port: 80, localAddress: me, localPort: 4000 });\n",
    "  net.connect({ host: '10.0.0.5', port: 80, localAddress: undefined });\n",
    '  console.log({ localAddress: socket.localAddress });\n',
    '  const options = { localAddress: me };\n  return options;\n',
  ].map((body) => fine('a.js', js(body))),

  // Nil, as a rule.
  fine('a.go', go('c, err := net.DialTCP("tcp", me, you)\n_, _ = c, err\n')),
  fault(
    'a.go',
    go('c, err := net.DialTCP("tcp", &net.TCPAddr{IP: ip}, you)\n_, _ = c, err\n'),
    '7 c-bind-first',
  ),
  fault(
    'a.go',
    go('var d net.Dialer\nd.LocalAddr = &net.TCPAddr{IP: ip}\nd.Dial("tcp", "10.0.0.5:80")\n'),
    '8 c-bind-first',
  ),
  fault(
    'a.go',
    go(
      'fd, _ := syscall.Socket(2, 1, 0)\nsyscall.Bind(fd, &syscall.SockaddrInet4{Addr: ip})\nsyscall.Connect(fd, to)\n',
    ),
    '8 c-bind-first',
  ),
  ...[
    'c, err := net.DialTCP("tcp", nil, you)\n_, _ = c, err\n',
    'c, err := net.DialTCP("tcp", &net.TCPAddr{IP: ip, Port: 4000}, you)\n_, _ = c, err\n',
    'd := net.Dialer{LocalAddr: &net.TCPAddr{IP: ip, Port: 4000}}\nd.Dial("tcp", "10.0.0.5:80")\n',
    'syscall.Bind(fd, &syscall.SockaddrInet4{Addr: ip, Port: 4000})\nsyscall.Connect(fd, to)\n',
    'syscall.SetsockoptInt(fd, 0, syscall.IP_BIND_ADDRESS_NO_PORT, 1)\nsyscall.Bind(fd, &syscall.SockaddrInet4{Addr: ip})\nsyscall.Connect(fd, to)\n',
    'syscall.Bind(fd, &syscall.SockaddrInet4{Addr: ip})\nsyscall.Listen(fd, 9)\n',
  ].map((body) => fine('a.go', go(body))),
];
