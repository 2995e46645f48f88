import { writeFileSync } from 'node:fs'
import { cut, cutFile, unicodeRange, weights } from './cut.ts'

for (const each of weights) {
  const font = await cut(each)
  writeFileSync(cutFile(each.weight), font)
  console.log(`${cutFile(each.weight)}: ${font.length} bytes`)
}
console.log(`unicode-range: ${unicodeRange()}`)
