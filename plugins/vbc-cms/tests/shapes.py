"""Published rows in the shape that the results file of another year has.

The headings are those of each year's file. The rows are those of 2018 (for 2013 to 2020,
whose rules are those of 2018 but for sequestration and disasters) and of 2022 (for 2023
and 2024), with the words, scales and defects of the other year.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

Row = dict[str, str]

INDICATORS = "current_track_1,current_track_2,current_track_3"
COMMON = "n_ab,sav_rate,minsavperc,bnchmkminexp,gensaveloss"
TOTALS = "updatedbnchmk,histbnchmk,abtotbnchmk,abtotexp,adv_pay_amt,adv_pay_recoup"
LEVELS = "current_basic_a,current_basic_b,current_basic_c,current_basic_d,current_basic_e"
HEADINGS = {
    2013: "ACO Identifier|ACO Name|Start Date|Track 2 ACO|Quality Score|Final sharing rate"
    "|Minimum Savings Rate (%)|Total benchmark expenditures ($)|Total savings/losses ($)"
    "|Shared Savings ($)|Shared Losses ($)|Total number of assigned beneficiaries|",
    2014: "ACO_Num|ACO_NAME|Start_Date|Track1|Track2|N_AB|Sav_rate|MinSavPerc|GenSaveLoss"
    "|EarnSaveLoss|QualScore|ABtotBnchmk|ABtotExp|FinalShareRate",
    2015: f"x,aco_name,aco_state,{COMMON},earnsaveloss,qualscore,{TOTALS},finalsharerate",
    2016: f"x,aco_name,current_start_date,{INDICATORS},{COMMON},earnsaveloss,met_qps,qualscore"
    f",{TOTALS},finalsharerate",
    2017: f"x,aco_name,current_start_date,{INDICATORS},{COMMON},disadj,earnsaveloss,met_qps"
    f",qualscore,posregadj,{TOTALS},finalsharerate",
    2019: f"x,aco_id,current_start_date,{INDICATORS},current_track_1_plus,{LEVELS}"
    f",current_enhanced,{COMMON},disadj,earnsaveloss,met_qps,qualscore,{TOTALS}"
    ",finalsharerate,revlosslimit,n_ab_year_py",
    2023: "ACO_ID,Current_Start_Date,Current_Track,N_AB,MinSavPerc,DisAdj"
    ",Impact_Mid_Year_Termination,EarnSaveLoss,Met_QPS,Met_AltQPS,Met_30pctl,QualScore"
    ",ABtotBnchmk,ABtotExp,Rev_Exp_Cat",
    2024: "ACO_ID,Current_Start_Date,Current_Track,N_AB,MinSavPerc,DisAdj"
    ",Impact_Mid_Year_Termination,EarnSaveLoss,Met_QPS,Met_AltQPS,Met_40pctl,QualScore"
    ",AIPBalance,Guardrail,ABtotBnchmk,ABtotExp,Rev_Exp_Cat",
}
HEADINGS[2020] = HEADINGS[2019]


def in_shape_of(year: int, published: Path) -> str:
    """Return a results file in the shape of a year."""
    source = 2018 if year <= 2020 else 2022
    with (published / f"PY{source}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [{key.lower(): value for key, value in row.items()} for row in csv.DictReader(file)]
    headings = HEADINGS[year].split("|" if year < 2015 else ",")
    shaped = [SHAPES[year](row, number) for number, row in enumerate(rows)]
    return _text(headings, [row for row in shaped if row is not None])


def _text(headings: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows([row.get(name.lower(), "NA") or "NA" for name in headings] for row in rows)
    return text.getvalue()


def _only_old_tracks(row: Row) -> bool:
    old = row["current_track_1"] == "1" or row["current_track_2"] == "1"
    return old and not row["disadj"]


def _in_2013(row: Row, _: int) -> Row | None:
    """Labels are shifted, the result is two columns, amounts have signs and separators."""
    if not _only_old_tracks(row):
        return None
    met, earned = row["met_qps"] == "1", int(row["earnsaveloss"])
    score = "P4R" if row["qualscore"] == "1" else f"{Decimal(row['qualscore']) * 100}%"
    return {
        "aco identifier": row["aco_id"],
        "start date": "April 1, 2012",
        "track 2 aco": "Yes" if row["current_track_2"] == "1" else "No",
        "quality score": score if met else "N/A",
        "final sharing rate": row["finalsharerate"] if met else "-",
        "minimum savings rate (%)": str(Decimal(row["minsavperc"]) * 100),
        "total benchmark expenditures ($)": f"${int(row['abtotbnchmk']):,}",
        "total savings/losses ($)": f"${int(row['abtotexp']):,}",
        "shared savings ($)": row["bnchmkminexp"],
        "shared losses ($)": f"{earned:,}" if earned > 0 else "-",
        "total number of assigned beneficiaries": f"{earned:,}" if earned < 0 else "",
        "": row["n_ab"],
    }


def _in_2014(row: Row, _: int) -> Row | None:
    """Rates are divided by 100 once too often, in the notation of R."""
    if not _only_old_tracks(row):
        return None
    return {
        **row,
        "aco_num": row["aco_id"],
        "start_date": "01/01/2014",
        "track1": row["current_track_1"],
        "track2": row["current_track_2"],
        "minsavperc": f"{Decimal(row['minsavperc']) / 100:e}",
        "finalsharerate": row["finalsharerate"] if row["met_qps"] == "1" else "0",
    }


def _in_2015(row: Row, number: int) -> Row | None:
    """There is no track, no id, and no start date; missing values are NA."""
    shaped = _in_2014(row, number)
    if shaped is not None and row["met_qps"] != "1":
        shaped["qualscore"] = shaped["finalsharerate"] = "NA"
    return shaped


def _in_2016(row: Row, _: int) -> Row | None:
    left_out = row["current_track_1_plus"] == "1" or row["disadj"]
    return None if left_out else {**row, "current_start_date": "2016-01-01"}


def _in_2017(row: Row, _: int) -> Row | None:
    if row["current_track_1_plus"] == "1":
        return None
    return {**row, "current_start_date": "2017-01-01"}


def _without_sequestration(row: Row) -> Decimal:
    earned = Decimal(row["earnsaveloss"])
    return earned / Decimal("0.98") if earned > 0 else earned


def _in_2019(row: Row, number: int) -> Row | None:
    """Every third ACO has a period of half a year: dollars are halved, relief is not."""
    earned = _without_sequestration(row)
    at_the_limit = row["aco_id"] == "A1409"
    if at_the_limit:
        return None
    share = 2 if number % 3 == 0 or row["disadj"] else 1
    return {
        **row,
        "abtotbnchmk": str(Decimal(row["abtotbnchmk"]) / share),
        "abtotexp": str(Decimal(row["abtotexp"]) / share),
        "earnsaveloss": str(earned / share),
    }


def _in_2020(row: Row, _: int) -> Row | None:
    """In the public health emergency nobody owes."""
    if row["aco_id"] == "A1409":
        return None
    earned = max(_without_sequestration(row), Decimal(0))
    return {**row, "current_start_date": "1/1/2020", "earnsaveloss": str(earned)}


def _in_2023(row: Row, _: int) -> Row | None:
    """Losses are owed again, so rows that were relieved of them are left out."""
    if row["disadj"] or row["prorate_shared_losses"] == "1":
        return None
    return {
        **row,
        "impact_mid_year_termination": "0",
        "met_altqps": "0",
    }


def _in_2024(row: Row, number: int) -> Row | None:
    """Percents are plain numbers."""
    shaped = _in_2023(row, number)
    if shaped is None:
        return None
    plain = {name: row[name].rstrip("%") for name in ("minsavperc", "qualscore")}
    return {**shaped, **plain, "current_start_date": "1/1/2022", "guardrail": "0"}


SHAPES: dict[int, Callable[[Row, int], Row | None]] = {
    2013: _in_2013,
    2014: _in_2014,
    2015: _in_2015,
    2016: _in_2016,
    2017: _in_2017,
    2019: _in_2019,
    2020: _in_2020,
    2023: _in_2023,
    2024: _in_2024,
}
