/** A table in whichever kind of file it came: told by what the file holds, whatever its name says. */
import { readCsv } from './read-csv.ts'
import { readXlsx } from './read-xlsx.ts'
import { type Sheet, type TableBounds, TableRefused } from './table-file.ts'

/** The sheets that hold something; a file of separated values has one, without a name. */
export async function readTable(file: Buffer, bounds: TableBounds): Promise<Sheet[]> {
  if (beginsWith(file, 'd0cf11e0a1b11ae1')) throw new TableRefused(isLocked(file) ? 'locked' : 'old-workbook')
  if (beginsWith(file, '504b')) return readXlsx(file, bounds)
  if (others.some((signature) => beginsWith(file, signature))) throw new TableRefused('not-a-table')
  const rows = readCsv(file, bounds)
  return rows.length === 0 ? [] : [{ name: '', rows }]
}

/** PNG, JPEG, GIF, PDF, RAR, 7z, gzip: some have a beginning that reads like text. */
const others = ['89504e47', 'ffd8ff', '47494638', '25504446', '526172211a', '377abcaf', '1f8b']

function beginsWith(file: Buffer, signature: string): boolean {
  return file.subarray(0, signature.length / 2).toString('hex') === signature
}

/** A workbook with a password is packed into the container of the old ones ([MS-OFFCRYPTO] 2.3.1). */
function isLocked(file: Buffer): boolean {
  return file.includes(Buffer.from('EncryptedPackage', 'utf16le'))
}
