import { goBodyUnclosed } from '../go/goBodyUnclosed.ts';
import { goBodyUnread } from '../go/goBodyUnread.ts';
import { goDisable } from '../go/goDisable.ts';
import { goIdle2 } from '../go/goIdle2.ts';
import { goLocalAddr } from '../go/goLocalAddr.ts';
import { goTransportPerCall } from '../go/goTransportPerCall.ts';
import { javaClientPerCall } from '../java/javaClientPerCall.ts';
import { javaDisconnect } from '../java/javaDisconnect.ts';
import { jsAgentOff } from '../javascript/jsAgentOff.ts';
import { jsAgentPerCall } from '../javascript/jsAgentPerCall.ts';
import { jsDb } from '../javascript/jsDb.ts';
import { jsUnread } from '../javascript/jsUnread.ts';
import { k6NoReuse } from '../javascript/k6NoReuse.ts';
import { bindBeforeConnect } from '../otherLanguages/bindBeforeConnect.ts';
import { bodyUnclosed } from '../otherLanguages/bodyUnclosed.ts';
import { cBindFirst } from '../otherLanguages/cBindFirst.ts';
import { cLinger0 } from '../otherLanguages/cLinger0.ts';
import { csNewHttpClient } from '../otherLanguages/csNewHttpClient.ts';
import { keepAliveOff } from '../otherLanguages/keepAliveOff.ts';
import { localAddress } from '../otherLanguages/localAddress.ts';
import { openAndClose } from '../otherLanguages/openAndClose.ts';
import { rbNetHttp } from '../otherLanguages/rbNetHttp.ts';
import { rsReqwest } from '../otherLanguages/rsReqwest.ts';
import { unclosed } from '../otherLanguages/unclosed.ts';
import { cCurl } from '../perCall/cCurl.ts';
import { csPoolingOff } from '../perCall/csPoolingOff.ts';
import { dbPerCall } from '../perCall/dbPerCall.ts';
import { grpcPerCall } from '../perCall/grpcPerCall.ts';
import { phpConnect } from '../php/phpConnect.ts';
import { phpCurl } from '../php/phpCurl.ts';
import { pyClientPerCall } from '../python/pyClientPerCall.ts';
import { pyDb } from '../python/pyDb.ts';
import { pyModuleCall } from '../python/pyModuleCall.ts';
import { pySourceAddress } from '../python/pySourceAddress.ts';
import { pyStream } from '../python/pyStream.ts';
import { pyUnclosed } from '../python/pyUnclosed.ts';
import { shCurlLoop } from '../shell/shCurlLoop.ts';
import { shLoad } from '../shell/shLoad.ts';
import type { CodeCause } from './codeCause.ts';

/** All causes that look at source code, in the order of the guide. */
export const codeCauses: readonly CodeCause[] = [
  goTransportPerCall,
  goBodyUnread,
  goBodyUnclosed,
  goIdle2,
  goDisable,
  goLocalAddr,
  pyModuleCall,
  pyClientPerCall,
  pyStream,
  pyDb,
  pySourceAddress,
  pyUnclosed,
  jsAgentOff,
  jsAgentPerCall,
  jsUnread,
  jsDb,
  k6NoReuse,
  javaClientPerCall,
  javaDisconnect,
  phpConnect,
  phpCurl,
  csNewHttpClient,
  rsReqwest,
  rbNetHttp,
  cCurl,
  dbPerCall,
  csPoolingOff,
  grpcPerCall,
  bodyUnclosed,
  cBindFirst,
  bindBeforeConnect,
  localAddress,
  cLinger0,
  keepAliveOff,
  unclosed,
  openAndClose,
  shCurlLoop,
  shLoad,
];
