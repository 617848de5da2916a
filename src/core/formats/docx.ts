// A Word document (ECMA-376, WordprocessingML): a paragraph a block, names and times in their own styles, so that an editor can
// change how they look in one place.

import { blocksOf, type ProseOptions } from './prose'
import type { Transcript } from '../transcript/model'
import { utf8 } from './utf8'
import { escapeXml } from './xml'
import { type ZipEntry, zipped } from './zip'

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const relationships = 'http://schemas.openxmlformats.org/package/2006/relationships'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const mime = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

const contentTypes = `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${mime}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${mime}.styles+xml"/></Types>`
const packageParts = `${declaration}<Relationships xmlns="${relationships}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`
const documentParts = `${declaration}<Relationships xmlns="${relationships}"><Relationship Id="rId1" Type="${office}/styles" Target="styles.xml"/></Relationships>`

const character = (id: string, name: string, properties: string): string =>
  `<w:style w:type="character" w:customStyle="1" w:styleId="${id}"><w:name w:val="${name}"/><w:rPr>${properties}</w:rPr></w:style>`
const styles = `${declaration}<w:styles xmlns:w="${main}"><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:after="160" w:line="300" w:lineRule="auto"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="36"/></w:rPr></w:style>${character('Speaker', 'Speaker', '<w:b/>')}${character('Time', 'Time', '<w:color w:val="767676"/><w:sz w:val="18"/>')}</w:styles>`

const run = (text: string, style = ''): string =>
  `<w:r>${style === '' ? '' : `<w:rPr><w:rStyle w:val="${style}"/></w:rPr>`}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`

const entry = (name: string, text: string): ZipEntry => ({ name, bytes: utf8(text) })

/** The bytes of a .docx; the same transcript gives the same bytes. */
export const writeDocx = (
  transcript: Transcript,
  { title, ...options }: ProseOptions & { readonly title: string },
): Uint8Array<ArrayBuffer> => {
  const paragraphs = blocksOf(transcript, options).map(({ name, time, text }) => {
    const head = [
      ...(time === '' ? [] : [run(`${time}  `, 'Time')]),
      ...(name === '' ? [] : [run(`${name}: `, 'Speaker')]),
    ]
    return `<w:p>${head.join('')}${run(text)}</w:p>`
  })
  const heading = `<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>${run(title)}</w:p>`
  const document = `${declaration}<w:document xmlns:w="${main}"><w:body>${heading}${paragraphs.join('')}<w:sectPr/></w:body></w:document>`
  return zipped([
    entry('[Content_Types].xml', contentTypes),
    entry('_rels/.rels', packageParts),
    entry('word/document.xml', document),
    entry('word/styles.xml', styles),
    entry('word/_rels/document.xml.rels', documentParts),
  ])
}
