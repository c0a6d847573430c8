# Prints a token for a page of Ann's, as a site's server would hand it out: sh token.sh

part() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

now=$(date +%s)
claims='{"iss":"'${KEY:-demo}'","iat":'$now',"exp":'$((now + 300))',"presence_id":"ann",
  "channels":["demo",{"pattern":"chat.*","rights":["subscribe","publish","presence"]}]}'
signed=$(printf '{"alg":"HS256","typ":"JWT"}' | part).$(printf %s "$claims" | part)
# Who may look at this machine's processes sees the secret while it signs: a server has a library for it.
echo "$signed.$(printf %s "$signed" | openssl dgst -sha256 -hmac "${SECRET:-demo-secret}" -binary | part)"
