import pytest
from django.core.management import call_command
from accounts.models import User
from cases.models import Dossier
OUT="/tmp/shots/"
AXE=__import__("pathlib").Path("/tmp/vend/axe/package/axe.min.js").read_text()
def sign(browser, user, **o):
    from django.conf import settings
    from django.test import Client
    c=Client(); c.force_login(user)
    page=browser.new_page(**o)
    page.context.add_cookies([{"name":settings.SESSION_COOKIE_NAME,"value":c.cookies[settings.SESSION_COOKIE_NAME].value,"url":browser.base_url}])
    return page
def axe(page, name):
    page.evaluate("src => { const s=new Function(src); s.call(window); }", AXE)
    r=page.evaluate("axe.run(document,{runOnly:['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})")
    for v in r["violations"]:
        print("AXE",name,v["id"],v["help"],[ (n["target"],n.get("failureSummary","")[:200]) for n in v["nodes"]][:3])
def test_look(browser, committed_db):
    call_command("load_demo")
    for u in User.objects.all(): print(u.username,u.role,u.unit)
    officer=User.objects.filter(role="officer").first()
    page=sign(browser,officer,bypass_csp=True)
    for s in ("404","422","500","403"): browser.expect(s)
    d=[x for x in Dossier.objects.visible_to(officer).order_by("pk")]
    urls={"list":"/people/","filters":"/people/?stage=visiting&due=30","new":"/people/new/","edit":f"/people/{d[0].code}/edit/","prefs":"/prefs/","desk":"/todo/","over":f"/people/{d[0].code}/","visits":f"/people/{d[0].code}/visits/","plan":f"/people/{d[0].code}/plan/","ratings":f"/people/{d[0].code}/ratings/","letters":f"/people/{d[0].code}/letters/","talknew":f"/people/{d[0].code}/talks/new/","visitnew":f"/people/{d[0].code}/visits/new/","rounds":"/ratings/","docs":"/docs/","import":"/import/","404":"/nope/"}
    for n,u in urls.items():
        page.goto(u)
        if n=="new": pass
        for s,(w,h) in {"w":(1366,768),"p":(390,844)}.items():
            page.set_viewport_size({"width":w,"height":h}); page.wait_for_timeout(50)
            page.screenshot(path=f"{OUT}d-{n}-{s}.png", full_page=True)
            sw,cw=page.evaluate("[document.documentElement.scrollWidth,document.documentElement.clientWidth]")
            h1,mn,pr=page.evaluate("[document.querySelectorAll('h1').length,document.querySelectorAll('main').length,Array.from(document.querySelectorAll('.btn-primary')).filter(e=>e.offsetParent).length]")
            print(n,s,page.title(),"SCROLL" if sw>cw else "", h1,mn,pr)
            axe(page,n+"-"+s)
    page.goto("/people/new/"); page.get_by_role("button",name="建档",exact=True).click(); page.locator(".error-summary").wait_for(); axe(page,"new-bad")
    page.screenshot(path=f"{OUT}d-newbad-p.png", full_page=True)
    helper=User.objects.filter(role="helper").first()
    page=sign(browser,helper,bypass_csp=True); page.goto("/people/"); page.screenshot(path=f"{OUT}d-helper.png",full_page=True); print(page.title())
    anon=browser.new_page(bypass_csp=True); anon.goto("/login/"); axe(anon,"login"); anon.screenshot(path=f"{OUT}d-login.png")
