// Thai, Lao, Khmer and Burmese: no blanks between words and hardly a mark, so conjunctions and particles tell where a phrase ends. Thai and Lao
// put prepositions and what makes a noun or a tense of a verb before it, and polite particles last; Burmese puts all of that after.

import { type Phrasing, table } from './phrasing'

const nothing = { describes: null, determiners: new Set<string>(), abbreviations: new Set<string>() } as const

export const thai: Phrasing = {
  ...nothing,
  clingsToNext: table(
    [140, 'การ ความ นาย นาง นางสาว คุณ ดร'],
    [130, 'เพราะ แต่ ถ้า หาก เมื่อ และ หรือ ว่า ซึ่ง'],
    [125, 'ใน ของ จาก กับ แก่ ต่อ โดย ด้วย สำหรับ ตาม ถึง บน ใต้ ที่ เพื่อ'],
    [120, 'ไม่ จะ กำลัง เคย ต้อง ควร อาจ ได้ ยัง คง ให้ ถูก'],
    [110, 'เป็น คือ ผม ฉัน เรา เขา เธอ พวก'],
    [85, 'หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ ร้อย พัน หมื่น แสน ล้าน'],
  ),
  opensPhrase: table(
    [30, 'เพราะ แต่ ดังนั้น ถ้า หาก แม้ เมื่อ ขณะ จึง'],
    [34, 'และ ซึ่ง แล้วก็ จากนั้น'],
    [44, 'หรือ ที่ เพื่อ ว่า สำหรับ โดย'],
    [48, 'ใน จาก กับ'],
    [62, 'ของ'],
  ),
  clingsToPrevious: table([140, 'ครับ ค่ะ คะ นะ สิ ล่ะ เลย หรอก'], [120, 'แล้ว อยู่ นี้ นั้น ไหม มั้ย คน ตัว อัน ปี เดือน วัน บาท']),
}

export const lao: Phrasing = {
  ...nothing,
  clingsToNext: table(
    [140, 'ການ ຄວາມ ທ້າວ ນາງ ທ່ານ'],
    [130, 'ເພາະ ແຕ່ ຖ້າ ເມື່ອ ແລະ ຫຼື ວ່າ'],
    [125, 'ໃນ ຂອງ ຈາກ ກັບ ໂດຍ ສຳລັບ ທີ່ ເພື່ອ'],
    [120, 'ບໍ່ ຈະ ກຳລັງ ເຄີຍ ຕ້ອງ ຄວນ ໄດ້'],
  ),
  opensPhrase: table([30, 'ເພາະ ແຕ່ ຖ້າ ເມື່ອ'], [34, 'ແລະ ຫຼື'], [44, 'ທີ່ ເພື່ອ ວ່າ'], [48, 'ໃນ ຈາກ ກັບ'], [62, 'ຂອງ']),
  clingsToPrevious: table([140, 'ເດີ້ ແດ່ ເນາະ'], [120, 'ແລ້ວ ຢູ່ ນີ້ ນັ້ນ ບໍ']),
}

export const khmer: Phrasing = {
  ...nothing,
  clingsToNext: table(
    [140, 'ការ លោក អ្នក'],
    [130, 'ព្រោះ ប៉ុន្តែ ប្រសិនបើ បើ និង ឬ ថា'],
    [125, 'ក្នុង របស់ ពី ជាមួយ ដោយ សម្រាប់ នៅ ដើម្បី'],
    [120, 'មិន នឹង កំពុង ធ្លាប់ ត្រូវ អាច បាន'],
  ),
  opensPhrase: table(
    [30, 'ព្រោះ ប៉ុន្តែ ប្រសិនបើ'],
    [34, 'និង ឬ ដែល'],
    [44, 'ដើម្បី ថា សម្រាប់'],
    [48, 'ក្នុង ពី ជាមួយ នៅ'],
    [62, 'របស់'],
  ),
  clingsToPrevious: table([120, 'ហើយ នេះ នោះ ទេ']),
}

export const burmese: Phrasing = {
  ...nothing,
  clingsToNext: table([140, 'ဦး ဒေါ် မ'], [120, 'ဒီ ဟို ဘယ်']),
  opensPhrase: table([30, 'ဒါပေမဲ့ ဒါကြောင့် သို့သော် ထို့ကြောင့်'], [34, 'နှင့် သို့မဟုတ်']),
  clingsToPrevious: table(
    [140, 'သည် က ကို မှာ တွင် မှ နဲ့ ၏ ရဲ့ များ တွေ တယ် မယ် ပါ ပါတယ် ပါမယ် ဘူး လား လဲ ပြီ'],
    [120, 'လို့ ရင် တော့ လည်း ပဲ'],
  ),
}
