"""Chinese names of system organ classes and adverse event terms, for pages in Chinese.

A term that is not listed here is shown as it was delivered. `QUOTED` are the terms read in texts that quote the
Chinese edition of CTCAE v4.03; the others are our translations into a ward's words, and no page calls them official.
Sources: the index of the Chinese edition of CTCAE v4.03 (max.book118.com, 7053005146001141; trial.md R83), of which
the classes up to infections could be read; the remaining classes from the Chinese MedDRA list of 27 classes; laboratory
terms from two grading programs of Chinese trials that print the edition's terms.
"""

SYSTEM_ORGAN_CLASSES: dict[str, str] = {
    "Blood and lymphatic system disorders": "血液及淋巴系统疾病",
    "Cardiac disorders": "心脏疾病",
    "Congenital, familial and genetic disorders": "各种先天性家族性遗传性疾病",
    "Ear and labyrinth disorders": "耳及迷路疾病",
    "Endocrine disorders": "内分泌系统疾病",
    "Eye disorders": "眼器官疾病",
    "Gastrointestinal disorders": "胃肠系统疾病",
    "General disorders and administration site conditions": "全身性疾病及给药部位各种反应",
    "Hepatobiliary disorders": "肝胆系统疾病",
    "Immune system disorders": "免疫系统疾病",
    "Infections and infestations": "感染及侵染类疾病",
    "Injury, poisoning and procedural complications": "各类损伤、中毒及操作并发症",
    "Investigations": "各类检查",
    "Metabolism and nutrition disorders": "代谢及营养类疾病",
    "Musculoskeletal and connective tissue disorders": "各种肌肉骨骼及结缔组织疾病",
    "Neoplasms benign, malignant and unspecified (incl cysts and polyps)": (
        "良性、恶性及性质不明的肿瘤（包括囊状和息肉状）"
    ),
    "Nervous system disorders": "各类神经系统疾病",
    "Pregnancy, puerperium and perinatal conditions": "妊娠期、产褥期及围产期状况",
    "Product issues": "产品问题",
    "Psychiatric disorders": "精神病类",
    "Renal and urinary disorders": "肾脏及泌尿系统疾病",
    "Reproductive system and breast disorders": "生殖系统及乳腺疾病",
    "Respiratory, thoracic and mediastinal disorders": "呼吸系统、胸及纵隔疾病",
    "Skin and subcutaneous tissue disorders": "皮肤及皮下组织类疾病",
    "Social circumstances": "社会环境",
    "Surgical and medical procedures": "外科及内科的各种操作及治疗",
    "Vascular disorders": "血管与淋巴管类疾病",
}

QUOTED: dict[str, str] = {
    "Activated partial thromboplastin time prolonged": "活化部分凝血活酶时间延长",
    "Alanine aminotransferase increased": "丙氨酸氨基转移酶增高",
    "Alkaline phosphatase increased": "碱性磷酸酶增高",
    "Anemia": "贫血",
    "Aspartate aminotransferase increased": "天冬氨酸氨基转移酶增高",
    "Blood bilirubin increased": "血胆红素增高",
    "Creatinine increased": "肌酐增高",
    "Hemoglobin increased": "血红蛋白增高",
    "Hyperkalemia": "高钾血症",
    "Hypernatremia": "高钠血症",
    "Hypoalbuminemia": "低白蛋白血症",
    "Hypoglycemia": "低糖血症",
    "Hypokalemia": "低钾血症",
    "Hyponatremia": "低钠血症",
    "INR increased": "INR增高",
    "Leukocytosis": "白细胞增多",
    "Lymphocyte count decreased": "淋巴细胞计数降低",
    "Lymphocyte count increased": "淋巴细胞计数增高",
    "Neutrophil count decreased": "中性粒细胞计数降低",
    "Platelet count decreased": "血小板计数降低",
    "White blood cell decreased": "白细胞数降低",
    # Clinical terms as they head the grades in a ward's form of the same edition.
    "Abdominal pain": "腹痛",
    "Constipation": "便秘",
    "Cough": "咳嗽",
    "Diarrhea": "腹泻",
    "Fatigue": "疲劳",
    "Fever": "发热",
    "Headache": "头痛",
    "Hiccups": "呃逆",
    "Nausea": "恶心",
    "Vomiting": "呕吐",
}

TRANSLATED: dict[str, str] = {
    "Abdominal distension": "腹胀",
    "Acute kidney injury": "急性肾损伤",
    "Allergic reaction": "过敏反应",
    "Anaphylaxis": "严重过敏反应",
    "Ascites": "腹水",
    "Bronchospasm": "支气管痉挛",
    "CPK increased": "肌酸磷酸激酶增高",
    "Catheter related infection": "导管相关感染",
    "Chills": "寒战",
    "Cholesterol high": "胆固醇增高",
    "Cytokine release syndrome": "细胞因子释放综合征",
    "Disseminated intravascular coagulation": "弥散性血管内凝血",
    "Dyspnea": "呼吸困难",
    "Edema limbs": "肢体水肿",
    "Encephalopathy": "脑病",
    "Fibrinogen decreased": "纤维蛋白原降低",
    "Flushing": "潮红",
    "GGT increased": "γ-谷氨酰转移酶增高",
    "Hepatic failure": "肝衰竭",
    "Hypertension": "高血压",
    "Hypophosphatemia": "低磷血症",
    "Hypotension": "低血压",
    "Hypoxia": "低氧血症",
    "Infusion related reaction": "输液相关反应",
    "Infusion site extravasation": "输液部位外渗",
    "Insomnia": "失眠",
    "Intracranial hemorrhage": "颅内出血",
    "Lung infection": "肺部感染",
    "Multi-organ failure": "多器官功能衰竭",
    "Peritoneal infection": "腹膜感染",
    "Pruritus": "瘙痒",
    "Sepsis": "脓毒症",
    "Sinus bradycardia": "窦性心动过缓",
    "Sinus tachycardia": "窦性心动过速",
    "Thromboembolic event": "血栓栓塞事件",
    "Upper gastrointestinal hemorrhage": "上消化道出血",
    "Upper respiratory infection": "上呼吸道感染",
    "Urinary tract infection": "尿路感染",
    "Urticaria": "荨麻疹",
}

_BY_NAME = {name.casefold(): zh for name, zh in (SYSTEM_ORGAN_CLASSES | QUOTED | TRANSLATED).items()}


def in_language(name: str, language: str) -> str:
    """A class or term in the reader's language; as delivered where it is not listed, or the language is not 'zh'."""
    return _BY_NAME.get(name.strip().casefold(), name) if language == "zh" else name
