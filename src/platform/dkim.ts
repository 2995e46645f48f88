import type { Dkim } from './mailer.ts'

/**
 * What a signature covers. The library's own list lacks List-Unsubscribe-Post, and one-click unsubscribing is believed
 * only where both of its headers are signed (RFC 8058, 4).
 */
const signedHeaders = [
  'From:Sender:Reply-To:Subject:Date:Message-ID:To:Cc:MIME-Version:Content-Type:Content-Transfer-Encoding',
  'In-Reply-To:References:List-Id:List-Unsubscribe:List-Unsubscribe-Post',
].join(':')

/** The part of a transport's options that signs letters; nothing where no key is set. */
export function signing(dkim: Dkim | null): { dkim?: Dkim & { headerFieldNames: string } } {
  return dkim === null ? {} : { dkim: { ...dkim, headerFieldNames: signedHeaders } }
}
