import type { IncomingMessage, ServerResponse } from 'node:http'
import helmet from 'helmet'

/**
 * What every answer tells the browser. All of it is fixed while the program runs, so helmet is asked once and its
 * answer is kept: twelve calls less for each request.
 */
export function securityHeaders(baseUrl: string): Map<string, string> {
  const headers = new Map<string, string>()
  const recorder = {
    setHeader: (name: string, value: string) => headers.set(name, value),
    removeHeader: (name: string) => headers.delete(name),
  }
  // helmet only sets and removes headers, and reads nothing of the request.
  protection(baseUrl)({} as IncomingMessage, recorder as unknown as ServerResponse, () => {})
  headers.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
  return headers
}

/** The same for pages that may run our own script files, and no others. */
export function withOwnScripts(headers: ReadonlyMap<string, string>): Map<string, string> {
  const policy = headers.get('Content-Security-Policy') ?? ''
  return new Map(headers).set(
    'Content-Security-Policy',
    policy.replace("script-src 'none'", "script-src 'self'"),
  )
}

/** The same for pages of the workspace that also ask for more while they are open: search as one types, live figures. */
export function withLiveScripts(headers: ReadonlyMap<string, string>): Map<string, string> {
  const scripted = withOwnScripts(headers)
  const policy = scripted.get('Content-Security-Policy') ?? ''
  return scripted.set('Content-Security-Policy', policy.replace("connect-src 'none'", "connect-src 'self'"))
}

function protection(baseUrl: string) {
  const overTls = baseUrl.startsWith('https:')
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives: contentSecurityPolicy(overTls) },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    originAgentCluster: true,
    // With `no-referrer` browsers post `Origin: null`, and our own forms would be refused.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: overTls ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xContentTypeOptions: true,
    xDnsPrefetchControl: { allow: false },
    xDownloadOptions: true,
    xFrameOptions: { action: 'deny' },
    xPermittedCrossDomainPolicies: { permittedPolicies: 'none' },
    xPoweredBy: true,
    xXssProtection: true,
  })
}

function contentSecurityPolicy(overTls: boolean): Record<string, string[]> {
  const policy = {
    'default-src': ["'none'"],
    'script-src': ["'none'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'none'"],
    'object-src': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
    'base-uri': ["'none'"],
  }
  return overTls ? { ...policy, 'upgrade-insecure-requests': [] } : policy
}
