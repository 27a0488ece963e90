import type { Code } from './code.ts';
import { isFactory, type Scope } from './scope.ts';

/** What a program that serves says: there, functions are called again and again. */
const serves =
  /\b(flask|fastapi|django|starlette|aiohttp\.web|tornado|sanic|falcon|bottle|celery|rq|kafka|pika|grpc|uvicorn|gunicorn|apscheduler|schedule\.every|asyncio\.Queue|threading|ThreadPoolExecutor|discord|telegram|aiogram|koa|fastify|nestjs|hapi|createServer|lambda_handler|ListenAndServe|http\.HandleFunc|http\.ResponseWriter|Sinatra|Rails|ActiveJob|Sidekiq|Controller)\b|['"]express['"]/;

/** What a command line tool says. */
const isTool =
  /\b(argparse|optparse|click\.command|typer|sys\.argv|docopt|fire\.Fire|OptionParser|OptParse|getopt|commander|yargs|process\.argv|os\.Exit|flag\.Parse|cobra\.Command)\b|^#!/m;

const mainGuard = /^if\s+__name__\s*==\s*['"]__main__['"]|^if\s+__FILE__\s*==\s*\$(0|PROGRAM_NAME)/m;

/**
 * Whether the file is a command line tool, which makes some calls and ends: a client for each call costs it nothing.
 * A loop makes many calls all the same.
 */
export function isOneShot({ file }: Code, scope: Scope): boolean {
  if (scope.around !== undefined && isFactory(scope.around)) return true;
  if (scope.isInLoop) return false;
  return (isTool.test(file.text) || mainGuard.test(file.text)) && !serves.test(file.text);
}
