"""Sixty more true sentences about the Kent example, in other styles, each with an altered one."""

STYLES = (
    (
        "Landfill took 2.0% of household waste, down from 6.0% the year before.",
        "Landfill took 2.0% of household waste, down from 8.0% the year before.",
    ),
    (
        "The share of household waste sent to landfill has fallen by two thirds, to 2% in 2016/17.",
        "The share of household waste sent to landfill has fallen by two thirds, to 4% in 2016/17.",
    ),
    (
        "Household waste sent to landfill was 6% in 2015/16.",
        "Household waste sent to landfill was 2% in 2015/16.",
    ),
    (
        "In 2015/16, 6.0% of household waste was sent to landfill; in 2016/17, 2.0% was.",
        "In 2015/16, 2.0% of household waste was sent to landfill; in 2016/17, 6.0% was.",
    ),
    (
        "Twenty-one new outdoor gyms opened.",
        "Twelve new outdoor gyms opened.",
    ),
    (
        "Eight Employer Guilds and five Adult Skill Forums were created.",
        "Eight Employer Guilds and nine Adult Skill Forums were created.",
    ),
    (
        "We supported 1,400 Active outdoors events and 199 Satellite Clubs.",
        "We supported 1,400 Active outdoors events and 919 Satellite Clubs.",
    ),
    (
        "Volunteers collected 2,106 bags of litter.",
        "Volunteers collected 2,601 bags of litter.",
    ),
    (
        "The Great British Spring Clean saw more than 130 litter picks.",
        "The Great British Spring Clean saw more than 310 litter picks.",
    ),
    (
        "The Pothole Blitz repaired an extra 1,200 potholes and patched over 50,000 square metres of road.",
        "The Pothole Blitz repaired an extra 1,200 potholes and patched over 5,000 square metres of road.",
    ),
    (
        "The council's net budget is about £900m.",
        "The council's net budget is about £700m.",
    ),
    (
        "Savings made since 2011-12 total £515 million.",
        "Savings made since 2011-12 total £551 million.",
    ),
    (
        "We secured £80.3m of Section 106 money, 97% of what was asked.",
        "We secured £80.3m of Section 106 money, 79% of what was asked.",
    ),
    (
        "92 Section 106 agreements were completed.",
        "29 Section 106 agreements were completed.",
    ),
    (
        "No Use Empty unlocked investment of £1.2 million.",
        "No Use Empty unlocked investment of £12 million.",
    ),
    (
        "£6.74 billion of infrastructure investment is needed to 2031.",
        "£7.64 billion of infrastructure investment is needed to 2031.",
    ),
    (
        "The business loan schemes drew in about £16 million of private finance.",
        "The business loan schemes drew in about £61 million of private finance.",
    ),
    (
        "£23 million of Skills Funding was released.",
        "£32 million of Skills Funding was released.",
    ),
    (
        "Compliments received rose by 31%.",
        "Compliments received rose by 13%.",
    ),
    (
        "More than three quarters of potholes were reported through the online tool.",
        "Almost half of potholes were reported through the online tool.",
    ),
    (
        "Almost 8,000 people (7,706) received enablement.",
        "Almost 8,000 people (7,607) received enablement.",
    ),
    (
        "Nearly half (48%) of mental health enablement was completed successfully.",
        "Nearly half (42%) of mental health enablement was completed successfully.",
    ),
    (
        "4,023 of the 5,378 people referred to Live Well Kent signed up.",
        "4,230 of the 5,378 people referred to Live Well Kent signed up.",
    ),
    (
        "Thirty-nine organisations take part in Live Well Kent.",
        "Ninety-three organisations take part in Live Well Kent.",
    ),
    (
        "Area Referral Management successfully supported 72% of people.",
        "Area Referral Management successfully supported 27% of people.",
    ),
    (
        "The specialist enablement trial worked with 33 adults with autism.",
        "The specialist enablement trial worked with 53 adults with autism.",
    ),
    (
        "Over three years, the direction of travel for the attainment gap between disadvantaged "
        "young people and their peers is improving.",
        "Over three years, the direction of travel for the attainment gap between disadvantaged "
        "young people and their peers is not improving.",
    ),
    (
        "Residents have greater choice and control over the health and social care services they "
        "receive: improving over one year and over three years.",
        "Residents have greater choice and control over the health and social care services they "
        "receive: not improving over one year and over three years.",
    ),
    (
        "Over one year five supporting outcomes are improving, eight are maintaining, six are "
        "mixed and one is not improving.",
        "Over one year five supporting outcomes are improving, six are maintaining, six are mixed "
        "and one is not improving.",
    ),
    (
        "The proportion of 16 and 17 year olds who are NEET dropped from 3% to 2.8% and is provisional.",
        "The proportion of 16 and 17 year olds who are NEET rose from 2.8% to 3% and is provisional.",
    ),
    (
        "Just over half (54%) of working-age people were qualified to level 3 in 2016, and 37% to level 4.",
        "Just over half (54%) of working-age people were qualified to level 3 in 2016, and 73% to level 4.",
    ),
    (
        "NEET: 2.8 per cent in January 2017 compared with 3.0 per cent in January 2016.",
        "NEET: 2.8 per cent in January 2017 compared with 3.6 per cent in January 2016.",
    ),
    (
        "Six thousand four hundred people is roughly how many visited the Release the Pressure "
        "website: 6,468.",
        "Six thousand four hundred people is roughly how many visited the Release the Pressure "
        "website: 6,864.",
    ),
    (
        "Male callers to the Release the Pressure helpline rose by 75%.",
        "Male callers to the Release the Pressure helpline fell by 75%.",
    ),
    (
        "Household waste to landfill fell again, and fewer homes stood empty: 581 came back into use.",
        "Household waste to landfill rose again, and fewer homes stood empty: 581 came back into use.",
    ),
    (
        "Landfill now takes one fiftieth, 2%, of household waste.",
        "Landfill now takes one twentieth, 5%, of household waste.",
    ),
    (
        "Only 62 per cent needed no further support after Kent Enablement at Home, but 81 per cent "
        "were able to return home after enablement.",
        "Only 62 per cent needed no further support after Kent Enablement at Home, but 71 per cent "
        "were able to return home after enablement.",
    ),
    (
        "Some 20,000 residents (20,144) looked at the Know Your Score pages.",
        "Some 30,000 residents looked at the Know Your Score pages.",
    ),
    (
        "More than 9,000 people assessed their drinking online in February and March 2017.",
        "More than 19,000 people assessed their drinking online in February and March 2017.",
    ),
    (
        "Eleven parishes and one town council developed the volunteer warden pilot.",
        "Seventeen parishes and one town council developed the volunteer warden pilot.",
    ),
    (
        "We replied to over 500 responses to the Local Transport Plan 4 consultation.",
        "We replied to over 5,000 responses to the Local Transport Plan 4 consultation.",
    ),
    (
        "Spending of £10.55m went on the M20 J4 and Maidstone Bridges Gyratory schemes; £650,000 "
        "refurbished Dartford library.",
        "Spending of £10.55m went on the M20 J4 and Maidstone Bridges Gyratory schemes; £560,000 "
        "refurbished Dartford library.",
    ),
    (
        "Dartford library was refurbished at a cost of £0.65 million.",
        "Dartford library was refurbished at a cost of £6.5 million.",
    ),
    (
        "Savings of between £80 million and £90 million a year have been made since 2011-12.",
        "Savings of between £60 million and £90 million a year have been made since 2011-12.",
    ),
    (
        "The Kent Enablement and Recovery service supported 1,631 people.",
        "The Kent Enablement and Recovery service supported 1,361 people.",
    ),
    (
        "3,590 people had the support of an advocate through advocacy.",
        "3,950 people had the support of an advocate through advocacy.",
    ),
    (
        "The infrastructure funding gap stands at £2.01bn.",
        "The infrastructure funding gap stands at £2.10bn.",
    ),
    (
        "A total of 3,620 young people joined sport and physical activity programmes, and 104 "
        "inactive adults committed through the Workplace Challenge.",
        "A total of 3,620 young people joined sport and physical activity programmes, and 140 "
        "inactive adults committed through the Workplace Challenge.",
    ),
    (
        "96 per cent of potholes were filled within 28 days; nine in ten customers (91%) were satisfied.",
        "69 per cent of potholes were filled within 28 days; nine in ten customers (91%) were satisfied.",
    ),
    (
        "Pothole repair satisfied 91% of customers.",
        "Pothole repair satisfied 81% of customers.",
    ),
    (
        "Adults in the autism trial had from 20 to 60 hours of skills training.",
        "Adults in the autism trial had from 20 to 80 hours of skills training.",
    ),
    (
        "Children's physical and mental health is not improving over one year and mixed over three years.",
        "Children's physical and mental health is improving over one year and mixed over three years.",
    ),
    (
        "Over three years 11 supporting outcomes are improving, one is maintaining and seven are mixed.",
        "Over three years 11 supporting outcomes are improving, one is maintaining and nine are mixed.",
    ),
    (
        "Most supporting outcomes (11 of 20) are improving over three years.",
        "Most supporting outcomes (14 of 20) are improving over three years.",
    ),
    (
        "62.2% of pupils achieved five good GCSEs including English and mathematics.",
        "58.2% of pupils achieved five good GCSEs including English and mathematics.",
    ),
    (
        "Over one year, older and vulnerable residents' feeling of being socially included is maintaining.",
        "Over one year, older and vulnerable residents' feeling of being socially included is improving.",
    ),
    (
        "869 jobs were created or safeguarded by business loans.",
        "968 jobs were created or safeguarded by business loans.",
    ),
    (
        "The share of household waste going to landfill fell by four percentage points.",
        "The share of household waste going to landfill fell by six percentage points.",
    ),
    (
        "Landfill was a third of what it was: 2% against 6% in 2015/16.",
        "Landfill was a third of what it was: 2% against 9% in 2015/16.",
    ),
    (
        "649 Extra Care flats were available in October 2016.",
        "469 Extra Care flats were available in October 2016.",
    ),
)
