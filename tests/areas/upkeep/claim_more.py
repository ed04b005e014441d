"""A third batch of true sentences about the Kent example, each with an altered one."""

MORE = (
    (
        "Potholes: we filled 96 per cent within 28 calendar days.",
        "Potholes: we filled 86 per cent within 28 calendar days.",
    ),
    (
        "Nine in ten customers were satisfied with how we repaired potholes.",
        "Six in ten customers were satisfied with how we repaired potholes.",
    ),
    (
        "The enablement service helped 7,706 people last year.",
        "The enablement service helped 6,706 people last year.",
    ),
    (
        "Some 3,590 people were supported with advocacy.",
        "Some 5,390 people were supported with advocacy.",
    ),
    (
        "More than 9,000 people assessed their drinking online in two months.",
        "More than 90,000 people assessed their drinking online in two months.",
    ),
    (
        "Private finance drawn in by the business loan schemes reached £16 million.",
        "Private finance drawn in by the business loan schemes reached £60 million.",
    ),
    (
        "Kent and Medway must find £6.74bn of infrastructure investment to 2031.",
        "Kent and Medway must find £7.64bn of infrastructure investment to 2031.",
    ),
    (
        "No Use Empty unlocked £1.2m of investment.",
        "No Use Empty unlocked £2.1m of investment.",
    ),
    (
        "We secured 97% of the Section 106 money that we asked for.",
        "We secured 79% of the Section 106 money that we asked for.",
    ),
    (
        "Male callers to the Release the Pressure helpline rose by 75%.",
        "Male callers to the Release the Pressure helpline rose by 57%.",
    ),
    (
        "48% of people completed mental health enablement successfully.",
        "84% of people completed mental health enablement successfully.",
    ),
    (
        "Area Referral Management successfully supported 72% of people.",
        "Area Referral Management successfully supported 27% of people.",
    ),
    (
        "Thirty-nine organisations take part in Live Well Kent.",
        "Twenty-nine organisations take part in Live Well Kent.",
    ),
    (
        "In 2016/17, 4,023 people signed up to Live Well Kent.",
        "In 2016/17, 4,230 people signed up to Live Well Kent.",
    ),
    (
        "Household waste going to landfill dropped from 6% in 2015/16 to 2% in 2016/17.",
        "Household waste going to landfill dropped from 2% in 2015/16 to 6% in 2016/17.",
    ),
    (
        "Landfill improved.",
        "Landfill got worse.",
    ),
    (
        "104 inactive adults committed to the Workplace Challenge.",
        "140 inactive adults committed to the Workplace Challenge.",
    ),
    (
        "Eleven parishes and one town council developed the volunteer warden pilot.",
        "Seventeen parishes and one town council developed the volunteer warden pilot.",
    ),
    (
        "The Pothole Blitz repaired an extra 1,200 potholes.",
        "The Pothole Blitz repaired an extra 2,100 potholes.",
    ),
    (
        "3,620 young people took part in sport and physical activity programmes.",
        "3,260 young people took part in sport and physical activity programmes.",
    ),
    (
        "Young people not in education, employment or training: the rate went down by 0.2 "
        "percentage points to 2.8%.",
        "Young people not in education, employment or training: the rate went down by 0.8 "
        "percentage points to 2.8%.",
    ),
    (
        "Older and vulnerable residents are safe and supported with choices to live independently "
        "is maintaining over one year.",
        "Older and vulnerable residents are safe and supported with choices to live independently "
        "is not improving over one year.",
    ),
    (
        "Residents have greater choice and control over the health and social care services they "
        "receive: improving over three years.",
        "Residents have greater choice and control over the health and social care services they "
        "receive: mixed over three years.",
    ),
    (
        "Over one year, eight supporting outcomes are maintaining and one is not improving.",
        "Over one year, eighteen supporting outcomes are maintaining and one is not improving.",
    ),
    (
        "81% of people could go home after enablement, and 62% needed no further support after "
        "Kent Enablement at Home.",
        "81% of people could go home after enablement, and 26% needed no further support after "
        "Kent Enablement at Home.",
    ),
    (
        "Working-age people qualified to level 4: 37% in 2016.",
        "Working-age people qualified to level 4: 73% in 2016.",
    ),
    (
        "The business loan schemes have created or safeguarded 869 jobs to date.",
        "The business loan schemes have created or safeguarded 896 jobs to date.",
    ),
    (
        "The refurbishment of Dartford library came to £650k.",
        "The refurbishment of Dartford library came to £65k.",
    ),
    (
        "Mental health enablement reached 1,631 people through the Kent Enablement and Recovery service.",
        "Mental health enablement reached 1,361 people through the Kent Enablement and Recovery service.",
    ),
    (
        "Each adult in the autism trial got between 20 and 60 hours of skills training.",
        "Each adult in the autism trial got between 20 and 90 hours of skills training.",
    ),
)
