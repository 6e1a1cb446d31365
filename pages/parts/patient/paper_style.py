"""The style of the patient's sheet: every row has a known height, so that it is always one page."""

STYLE = """
@page { margin: 7mm 9mm; }
* { box-sizing: border-box; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { font-size: 8.4pt; padding: 0 0.4mm; min-height: 279mm; display: flex; flex-direction: column;
  justify-content: space-between; line-height: 3.7mm; font-variant-numeric: tabular-nums; }
h1 { font-size: 19pt; line-height: 8mm; margin: 0; overflow-wrap: anywhere; }
h1.long { font-size: 9.5pt; line-height: 5mm; word-break: break-all; }
h2 { font-size: 8pt; line-height: 4mm; margin: 1.4mm 0 0.5mm; color: #52606D; border-bottom: 0.5pt solid #C3CAD1; }
td, th { padding: 0 1mm 0 0; line-height: 3.9mm; height: 4mm; white-space: nowrap; border-top: 0.3pt solid #E6EAEE; }
tr:first-child > * { border-top: 0; }
svg { display: block; overflow: visible; width: 100%; height: auto; }
.head { display: flex; justify-content: space-between; gap: 4mm; border-bottom: 1pt solid #1F2933;
  padding-bottom: 1mm; }
.head .right { text-align: right; color: #52606D; flex: none; }
.simulated { display: inline-block; color: #8A5A0B; padding: 0.2mm 2mm; }
.who { font-size: 10.5pt; line-height: 5mm; }
.arm { font-size: 11.5pt; line-height: 5.4mm; padding: 0 1.8mm; border: 1pt solid; border-radius: 1mm;
  display: inline-block; vertical-align: 1mm; margin-left: 1mm; }
.arm.place1 { color: #0072B2; } .arm.place2 { color: #B34700; border-style: dashed; }
.doses { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: 2mm; margin-top: 2mm; }
.dose { border: 0.6pt solid #9AA5B1; border-radius: 1mm; padding: 0.6mm 1.6mm; line-height: 3.8mm; height: 9.2mm;
  overflow: hidden; white-space: nowrap; }
.dose b { font-size: 9.5pt; } .dose.GIVEN { background: #EAF2F8; border-color: #0072B2; }
.dose.PLANNED, .dose.MISSED { border-style: dashed; }
.dose.DUE { border: 1.4pt solid #1F2933; }
.dose.OVERDUE { border: 1.4pt solid #B42318; }
.tiles { display: grid; grid-template-columns: repeat(7, minmax(0, 1fr)); gap: 1.6mm; }
.tile { border: 0.6pt solid #C3CAD1; border-radius: 1mm; padding: 0.6mm 1mm;
  line-height: 3.3mm; font-size: 7pt; white-space: nowrap; }
.tile.amber { border: 1.2pt dashed #B7791F; } .tile.red { border: 1.8pt solid #B42318; }
.tile .name { font-weight: 700; } .tile .value { font-size: 17pt; font-weight: 700; line-height: 7mm; }
.tile .value i, .cell i { font-size: 8pt; font-style: normal; margin-left: 0.8mm; color: #52606D; }
.tile .value.words { font-size: 9.5pt; }
.quiet { color: #52606D; }
.badge { display: inline-block; padding: 0 1.4mm; border-radius: 0.8mm; margin-right: 0.8mm; font-weight: 700;
  line-height: 3.9mm; white-space: nowrap; }
.badge.red { background: #B42318; color: #FFFFFF; } .badge.amber { border: 0.8pt dashed #B7791F; line-height: 3.5mm; }
.two { display: grid; grid-template-columns: 106mm minmax(0, 1fr); gap: 4mm; }
.state td:first-child { font-weight: 700; width: 27mm; }
.state td, .medicines { white-space: normal; }
.courses { display: grid; grid-template-columns: repeat(4, 1fr); gap: 0.6mm 1.2mm; }
.legend { font-size: 6.8pt; line-height: 3.2mm; color: #52606D; }
.cells { display: grid; grid-template-columns: repeat(6, minmax(0, 1fr)); gap: 0.6mm 1mm; }
.cell { line-height: 3.4mm; height: 7.4mm; white-space: nowrap; overflow: hidden; font-size: 6.4pt; }
.cell b { font-size: 10pt; }
.grade { display: inline-block; min-width: 4.4mm; text-align: center; font-weight: 700; border-radius: 0.6mm;
  line-height: 3.5mm; padding: 0 0.6mm; }
.number { text-align: right; }
footer { margin-top: 2mm; font-size: 7pt; line-height: 3.2mm; }
"""
