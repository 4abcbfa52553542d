# The instance audit is no argument of the resource: it is switched on in the console.
resource "alicloud_cr_ee_instance" "main" {
  instance_name = "contoso"
  instance_type = "Basic"
  payment_type  = "Subscription"
}
